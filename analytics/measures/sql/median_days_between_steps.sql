-- One row per step: of how many the days since the step before are recorded, and their median.
-- Reads: days_between_steps_groups, position_groups
with chosen as (
    select group_id from position_groups
    where state in (state_outstanding(), state_closed()) and is_chosen
),
lag as (
    select step, days, sum(n) as recommendations
    from days_between_steps_groups
    where group_id in (select group_id from chosen)
    group by step, days
),
running as (
    select
        step, days,
        sum(recommendations) over (partition by step order by days) as so_far,
        sum(recommendations) over (partition by step) as measured
    from lag
)
select
    step,
    any_value(measured)::bigint as measured,
    (min(days) filter (2 * so_far >= measured) + min(days) filter (2 * so_far > measured)) / 2 as days
from running
group by step
