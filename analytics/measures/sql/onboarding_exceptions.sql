-- One row per outstanding recommendation that has a route or a programme but no date of a decision to on-board it.
select
    version.reference,
    version.source,
    version.text,
    chosen.status::varchar as status,
    version.delivery_route,
    version.programme
from (select version, status from position where state = 'outstanding' and {where}) as chosen
join version on version.id = chosen.version
where version.onboarded_on is null and (version.delivery_route is not null or version.programme is not null)
order by version.reference
