-- One row per source: how many original dates fell in the period, and on how many of them it was closed by then.
-- Reads: original_due_date_groups, position_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
)
select
    nullif(source, '') as source,
    coalesce(sum(n) filter (fell_due), 0)::bigint as due,
    coalesce(sum(n) filter (fell_due and in_time), 0)::bigint as closed,
    coalesce(sum(n) filter (fell_due and in_time and is_done), 0)::bigint as implemented,
    coalesce(sum(n) filter (fell_due and not in_time), 0)::bigint as not_closed,
    coalesce(sum(n) filter (fell_due and in_time is null), 0)::bigint as undecided,
    coalesce(sum(n) filter (is_outstanding(state_shown)), 0)::bigint as outstanding,
    coalesce(sum(n) filter (state_shown = status_not_accepted()), 0)::bigint as not_accepted,
    coalesce(sum(n) filter (state_shown = state_dropped()), 0)::bigint as dropped,
    coalesce(sum(n) filter (state_shown = state_unknown()), 0)::bigint as state_unknown,
    coalesce(sum(n) filter (has_ended(state_shown)), 0)::bigint as ever_closed,
    sum(n)::bigint as made
from original_due_date_groups
where group_id in (select group_id from chosen)
group by source
order by made desc, source
