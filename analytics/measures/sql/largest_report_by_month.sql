-- One row per month, by its first day: the report from which most was received in it, and how many recommendations.
-- Reads: position, version
with chosen as (
    select version, date_trunc('month', born_on)::date as month
    from position
    where state <> state_not_yet() and is_dated and born_on > $after and is_chosen
),
counted as (
    select chosen.month, version.report, count(*) as received
    from chosen
    join version on version.id = chosen.version
    where version.report is not null
    group by chosen.month, version.report
)
select month, report, received
from counted
qualify row_number() over (partition by month order by received desc, report) = 1
order by month
