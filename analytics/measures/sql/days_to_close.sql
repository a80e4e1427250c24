-- One row per source and number of days after which any was closed or was last known open: how many, and how many closed.
-- What is left out has no number of days, and one reason each.
-- Reads: position_groups, time_to_close_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
)
select
    source,
    days,
    sum(n)::bigint as leaving,
    coalesce(sum(n) filter (is_closed), 0)::bigint as closed,
    coalesce(sum(n) filter (why = 'no end'), 0)::bigint as left_out,
    coalesce(sum(n) filter (has_ended), 0)::bigint as ended,
    coalesce(sum(n) filter (why = state_dropped()), 0)::bigint as dropped,
    coalesce(sum(n) filter (why = state_unknown()), 0)::bigint as state_unknown,
    coalesce(sum(n) filter (why = 'no start'), 0)::bigint as undated
from time_to_close_groups
where group_id in (select group_id from chosen)
group by source, days
