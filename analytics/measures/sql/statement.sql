-- One row per period: every term of the stock and flow, from each unit's two states and the filter at each.
with before as (
    select unit, n from tally_before where is_outstanding(state) and {where}
),
after as (
    select unit, n, state from tally where {where}
),
pair as (
    select
        turn.n,
        turn.was,
        turn.is_new,
        before.unit is not null as was_inside,
        after.unit is not null as inside,
        after.state as now,
        inside and was = state_not_yet() and now <> state_not_yet() as enters,
        inside and is_outstanding(was) or enters as may_leave
    from turn
    left join before on before.unit = turn.unit_before
    left join after on after.unit = turn.unit
)
select
    coalesce((select sum(n) from before), 0)::bigint as opening,
    coalesce(sum(n) filter (is_outstanding(was) and not was_inside and inside), 0)::bigint as moved_in,
    coalesce(sum(n) filter (is_outstanding(was) and was_inside and not inside), 0)::bigint as moved_out,
    coalesce(sum(n) filter (enters and is_new), 0)::bigint as new,
    coalesce(sum(n) filter (enters and not is_new), 0)::bigint as late_recorded,
    coalesce(sum(n) filter (inside and has_ended(was) and is_outstanding(now)), 0)::bigint as reopened,
    coalesce(sum(n) filter (inside and was = state_dropped() and is_outstanding(now)), 0)::bigint as returned,
    coalesce(sum(n) filter (inside and was = state_unknown() and is_outstanding(now)), 0)::bigint
        - coalesce(sum(n) filter (may_leave and now = state_unknown()), 0)::bigint
        - coalesce(sum(n) filter (inside and is_outstanding(was) and now = state_not_yet()), 0)::bigint as corrected,
    coalesce(sum(n) filter (may_leave and now = state_closed()), 0)::bigint as closed,
    coalesce(sum(n) filter (may_leave and now = state_withdrawn()), 0)::bigint as withdrawn_or_merged,
    coalesce(sum(n) filter (may_leave and now = state_dropped()), 0)::bigint as dropped,
    coalesce((select sum(n) from after where is_outstanding(state)), 0)::bigint as closing
from pair
