-- One row per month, by its first day, and source: how many were born in it, and how many of those now ended, ended in it.
-- Reads: received_and_closed
select month, coalesce(source::varchar, '') as source, sum(received)::bigint as received, sum(closed)::bigint as closed
from received_and_closed
where is_chosen
group by all
order by month, source
