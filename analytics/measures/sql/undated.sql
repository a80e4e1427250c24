-- One row per moment: how many recommendations have no date of birth, and how many ended ones no day of ending.
select
    count(*) filter (not is_dated) as received,
    count(*) filter (state in ('closed', 'withdrawn or merged') and not is_timed) as closed
from position
where state <> 'not yet' and {where}
