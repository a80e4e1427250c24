-- One row per number of days that recommendations have waited for a decision, null where not known: how many have.
-- Reads: position_groups, undecided
with chosen as (
    select group_id from position_groups where is_outstanding(state) and is_chosen
)
select days, count(*) as waiting
from undecided
where is_waiting and group_id in (select group_id from chosen)
group by days
order by days nulls last
