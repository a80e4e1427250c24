-- One row per cell of a position and month: how many were born in it, and how many of those now ended, ended in it.
select cell, month, sum(received)::integer as received, sum(closed)::integer as closed from ({dated}) group by cell, month
