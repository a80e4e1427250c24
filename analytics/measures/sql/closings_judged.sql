-- One row per state, role, answer, basis, reason and steps passed: how many so, and the days between steps of them all.
with chosen as (
    select unit from tally
    where state in ('outstanding', 'closed', 'withdrawn or merged') and {where}
),
lived as materialized (
    select recommendation, kind, days_to_propose, days_to_close
    from assured
    where unit in (select unit from chosen)
),
alike as (
    select kind, min(recommendation) as one_of_them, count(*) as recommendations from lived group by kind
),
lag as (
    select
        median(days_to_propose) as days_to_propose, count(days_to_propose) as measured_to_propose,
        median(days_to_close) as days_to_close, count(days_to_close) as measured_to_close
    from lived
)
select
    assured.role, assured.outcome, assured.basis, assured.reason, assured.state,
    assured.is_complete, assured.is_proposed, assured.is_assured, alike.recommendations,
    lag.days_to_propose, lag.measured_to_propose, lag.days_to_close, lag.measured_to_close
from alike
join assured on assured.recommendation = alike.one_of_them
cross join lag
order by assured.role, assured.outcome, assured.basis, assured.reason, assured.state
