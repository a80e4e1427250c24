-- One row per choice of recommendations: how many recommendations have no date of birth, and how many ended ones no day of ending.
-- Reads: position
select
    count(*) filter (not is_dated) as received,
    count(*) filter (has_ended(state) and not is_timed) as closed
from position
where state <> state_not_yet() and is_chosen
