-- One row per outstanding recommendation: of each band whether it is in it.
-- Reads: position
select recommendation, {bands}
from (
    select
        position.recommendation, position.version, first_agreed_on, due_on, days_late, days_late_original, slip_days,
        redatings
    from position
    where is_outstanding(position.state)
) as chosen
