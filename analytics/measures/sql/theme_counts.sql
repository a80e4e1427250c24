-- One row per {column}, source and year, null where undated: how many came in it, are open, came lately, were dropped since.
-- Reads: position_groups, theme_and_cause_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
)
select
    {column} as value,
    source,
    year,
    coalesce(sum(n) filter (not is_dropped), 0)::bigint as made,
    coalesce(sum(n) filter (is_dropped), 0)::bigint as dropped,
    coalesce(sum(n) filter (is_open), 0)::bigint as open,
    coalesce(sum(n) filter (is_received), 0)::bigint as received,
    coalesce(sum(n) filter (is_received_before), 0)::bigint as received_before
from theme_and_cause_groups
where group_id in (select group_id from chosen)
group by {column}, source, year
