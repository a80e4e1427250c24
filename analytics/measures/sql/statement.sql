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
        after.state as now
    from turn
    left join before on before.unit = turn.unit_before
    left join after on after.unit = turn.unit
)
select
    coalesce((select sum(n) from before), 0)::bigint as opening,
    {terms},
    coalesce((select sum(n) from after where is_outstanding(state)), 0)::bigint as closing
from pair
