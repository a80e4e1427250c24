-- One row per report, delivery route and cause of concern of the chosen: how many, and how many of them are open.
-- Reads: position, version
select
    coalesce(version.report, '') as report,
    coalesce(chosen.delivery_route::varchar, '') as delivery_route,
    coalesce(version.parent_reference, '') as parent_reference,
    count(*) as recommendations,
    count(*) filter (is_open(chosen.status)) as open,
    count(*) filter (has_ended(chosen.state)) as ended,
    count(*) filter (
        is_open(chosen.status) and chosen.overdue_original
    ) as overdue_original
from (
    select version, state, status, delivery_route, overdue_original
    from position
    where state <> state_not_yet() and is_chosen
) as chosen
join version on version.id = chosen.version
group by all
order by all
