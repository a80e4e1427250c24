-- One row per year and source: how many recommendations were born in it, and how many of those now ended, ended in it.
with received as (
    select year(born_on) as year, source, count(*) as received, 0 as closed
    from position where state <> state_not_yet() and is_dated and {where} group by all
),
closed as (
    select year(ended_on) as year, source, 0 as received, count(*) as closed
    from position where has_ended(state) and is_timed and {where} group by all
),
either as (
    select year, source, received, closed from received
    union all
    select year, source, received, closed from closed
)
select
    year, coalesce(source::varchar, '') as source, sum(received)::bigint as received, sum(closed)::bigint as closed
from either
group by all
order by year, source
