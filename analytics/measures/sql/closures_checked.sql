-- One row per state, role, answer, basis, reason and steps passed: how many recommendations so.
-- Reads: assurance_steps_groups, position_groups
with chosen as (
    select group_id from position_groups
    where state in (state_outstanding(), state_closed(), state_withdrawn()) and is_chosen
)
select
    role, outcome, basis, reason, state, is_complete, is_proposed, is_assured, sum(n)::bigint as recommendations
from assurance_steps_groups
where group_id in (select group_id from chosen)
group by role, outcome, basis, reason, state, is_complete, is_proposed, is_assured
order by role, outcome, basis, reason, state
