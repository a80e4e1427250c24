-- One row per way of standing: how many recommendations stand so.
-- Reads: position_groups
select
    state::varchar as state, status::varchar as status,
    overdue_original, overdue_current, overdue_masked, late_no_current_date, no_due_date,
    sum(n)::bigint as n
from position_groups
where state <> state_not_yet() and is_chosen
group by all
