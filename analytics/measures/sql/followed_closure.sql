-- One row per closure since the first extract: when an extract reopened it, and the last extract that shows what became
-- of it: the last that holds the recommendation, or the last before the one that reopened it.
-- Reads: closure, extract, version
with used as (
    select max(n) as n, min(as_at) as first_day from extract where as_at <= least($as_at, $known_extract)
),
last_extract_with as (
    select version.recommendation, max(extract.as_at) as last_day
    from version
    join used on version.first_n <= used.n
    join extract on extract.n = least(version.last_n, used.n)
    group by version.recommendation
),
ending as (
    select
        recommendation, closed_on, earliest_on, status, close_reason,
        case when reopened_on <= $as_at then reopened_on end as reopened_on
    from closure
)
select
    ending.recommendation, ending.closed_on, ending.earliest_on, ending.reopened_on,
    coalesce(
        (select max(extract.as_at) from extract where extract.as_at < ending.reopened_on), last_extract_with.last_day
    ) as seen_on
from ending
left join last_extract_with on last_extract_with.recommendation = ending.recommendation
where ending.status = status_closed()
    and coalesce(not is_withdrawn(ending.close_reason), true)
    and ending.closed_on > (select first_day from used) and ending.closed_on <= $as_at
