-- One row per framework that rows of the extracts up to the as-at day name: the first and the last extract that does.
with watched as (
    select max(n) as n from extract where as_at <= least($as_at, $known_at)
)
select
    version.priority_framework as framework,
    min(first_extract.as_at) as first_told_on,
    max(last_extract.as_at) as last_told_on
from version
join watched on version.first_n <= watched.n
join extract as first_extract on first_extract.n = version.first_n
join extract as last_extract on last_extract.n = least(version.last_n, watched.n)
where version.priority_framework is not null
group by version.priority_framework
order by first_told_on desc, last_told_on desc, framework
