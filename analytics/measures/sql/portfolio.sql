-- One row per framework, strategic priority, delivery route and programme that the open have: how many, how many late.
-- Reads: position, version
select
    coalesce(version.priority_framework, '') as priority_framework,
    coalesce(chosen.strategic_priority::varchar, '') as strategic_priority,
    coalesce(chosen.delivery_route::varchar, '') as delivery_route,
    coalesce(chosen.programme::varchar, '') as programme,
    count(*) as open,
    count(*) filter (chosen.overdue_original) as overdue_original,
    count(*) filter (chosen.overdue_masked) as overdue_masked
from (
    select version, strategic_priority, delivery_route, programme, overdue_original, overdue_masked
    from position
    where is_open(status) and is_chosen
) as chosen
join version on version.id = chosen.version
group by all
order by all
