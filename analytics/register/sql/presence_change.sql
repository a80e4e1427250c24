-- One row per day on which an extract lacks what the one before it held, or holds again what the one before it lacked.
-- Reads: known_version
select recommendation, event_dropped() as kind, next_day as extract_day
from known_version
where next_day is not null and (after_n is null or after_n > last_n + 1)
union all
select recommendation, event_returned(), first_day
from known_version
where first_n > before_n + 1
