-- One row per source, month and route of what was decided in twelve months; one per source and one of all, with their medians.
-- Reads: onboarded, position_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
)
select
    source,
    month,
    delivery_route,
    count(*) as decisions,
    count(*) filter (not is_dated) as undated,
    count(*) filter (is_compared) as compared,
    count(*) filter (is_otherwise) as otherwise,
    count(days) as timed,
    median(days) as days
from onboarded
where group_id in (select group_id from chosen)
group by grouping sets ((source, month, delivery_route), (source), ())
order by source nulls last, month nulls last, delivery_route nulls last
