-- One row per recommendation that the extracts know of, as it stands on $as_at; those not yet born included.
select
    *, date_diff('day', due_on, $as_at) as days_late, date_diff('day', first_agreed_on, due_on) as slip_days
from history
where from_day <= $as_at and $as_at < to_day
