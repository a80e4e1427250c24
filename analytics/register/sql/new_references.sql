-- One row per reference that no extract before these held.
-- Reads: recommendation, run
select $highest + row_number() over (order by run.reference) as id, run.reference
from (select distinct reference from run where first_n > $before) as run
anti join recommendation on recommendation.reference = run.reference
