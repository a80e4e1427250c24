-- One row per recommendation that was ever on-boarded: the first version that said so.
select recommendation, first_n, said_in, says.onboarded_on
from told
where says.onboarded_on is not null
    or (said.status = status_awaiting() and is_open(status))
qualify row_number() over (partition by recommendation order by first_n) = 1
