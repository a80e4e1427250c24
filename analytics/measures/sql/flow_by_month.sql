-- One row per month, by its first day, and source: how many were born in it, and how many of those now ended, ended in it.
with received as (
    select born_on as day, source, count(*) as received, 0 as closed
    from position where state <> 'not yet' and is_dated and {where} group by all
),
closed as (
    select ended_on as day, source, 0 as received, count(*) as closed
    from position where state in ('closed', 'withdrawn or merged') and is_timed and {where} group by all
),
either as (
    select day, source, received, closed from received
    union all
    select day, source, received, closed from closed
)
select
    date_trunc('month', day)::date as month, coalesce(source::varchar, '') as source,
    sum(received)::bigint as received, sum(closed)::bigint as closed
from either
group by all
order by month, source
