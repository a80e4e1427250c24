-- One row per group of a position and month: how many were born in it, and how many of those now ended, ended in it.
-- Reads: received_and_closed
select row_group, month, sum(received)::integer as received, sum(closed)::integer as closed
from ({received_and_closed})
group by row_group, month
