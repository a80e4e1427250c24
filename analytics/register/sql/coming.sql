-- One row per day on which an extract lacks what the one before it held, or holds again what the one before it lacked.
select recommendation, event_dropped() as kind, next_day as said_in
from held
where next_day is not null and (after_n is null or after_n > last_n + 1)
union all
select recommendation, event_returned(), first_day
from held
where first_n > before_n + 1
