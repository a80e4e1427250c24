-- One row per recommendation that was ever on-boarded: the first version that shows it.
-- Reads: version_with_previous
select recommendation, first_n, extract_day, current.onboarded_on
from version_with_previous
where current.onboarded_on is not null
    or (previous.status = status_awaiting() and is_open(status))
qualify row_number() over (partition by recommendation order by first_n) = 1
