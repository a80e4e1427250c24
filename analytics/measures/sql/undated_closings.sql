-- One row per moment: how many ended recommendations have no day on which they ended, and how many ended in all.
select count(*) filter (ended_from is not null) as left_out, count(*) as ended
from position
where state in ('closed', 'withdrawn or merged') and {where}
