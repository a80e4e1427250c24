-- One row per framework that rows of the extracts up to the as-at day name: the first and the last extract that does.
-- Reads: extract, version
with used as (
    select max(n) as n from extract where as_at <= least($as_at, $known_at)
)
select
    version.priority_framework as framework,
    min(first_extract.as_at) as first_used_on,
    max(last_extract.as_at) as last_used_on
from version
join used on version.first_n <= used.n
join extract as first_extract on first_extract.n = version.first_n
join extract as last_extract on last_extract.n = least(version.last_n, used.n)
where version.priority_framework is not null
group by version.priority_framework
order by first_used_on desc, last_used_on desc, framework
