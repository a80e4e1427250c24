-- One row per source without a statutory clock: how many recommendations and reports the filters choose of it.
with chosen as (
    select source, report
    from position
    where state not in ('not yet', 'dropped') and source not in ('HMICFRS', 'IOPC', 'Coroner') and {where}
)
select source::varchar as source, count(*) as recommendations, count(distinct report) as reports
from chosen
group by source
order by recommendations desc, source
