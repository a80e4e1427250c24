-- One row per cohort, by its last day: how many were made in it, and closed on or before their anniversary.
with chosen as (
    select recommendation from position where state <> 'not yet' and {where}
),
counted as (
    select
        cohort.until,
        count(cohort.in_time) as made,
        count(*) filter (cohort.in_time) as closed,
        count(*) filter (cohort.in_time and cohort.is_done) as implemented,
        count(*) filter (cohort.in_time is null) as undecided
    from chosen
    join cohort on cohort.recommendation = chosen.recommendation
    group by cohort.until
)
select
    asked.until,
    coalesce(counted.made, 0) as made,
    coalesce(counted.closed, 0) as closed,
    coalesce(counted.implemented, 0) as implemented,
    coalesce(counted.undecided, 0) as undecided
from (select unnest($until::date[]) as until) as asked
left join counted on counted.until = asked.until
order by asked.until desc
