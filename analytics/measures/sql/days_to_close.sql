-- One row per number of days after which any was closed or is no longer watched: how many were still watched then.
with life as (
    select
        greatest(0, coalesce(ended_on, $as_at) - aged_from) as days,
        status = 'closed' as is_closed
    from position
    where state in ('outstanding', 'closed', 'withdrawn or merged') and aged_from is not null and ended_from is null
        and {where}
),
by_day as (
    select days, count(*) as leaving, count(*) filter (is_closed) as closed from life group by days
),
risked as (
    select days, sum(leaving) over (order by days desc)::bigint as at_risk, closed from by_day
)
select days, at_risk, closed from risked order by days
