-- One row per source and law without a statutory clock: how many recommendations and reports the filters choose of it.
with chosen as (
    select version, source, report_number from position where state not in ('not yet', 'dropped') and {where}
)
select chosen.source::varchar as source, count(*) as recommendations, count(distinct chosen.report_number) as reports
from chosen
join version on version.id = chosen.version
where chosen.source not in ('HMICFRS', 'IOPC', 'Coroner')
    or (chosen.source = 'IOPC' and version.response_route = 'section 10')
group by chosen.source
order by recommendations desc, source
