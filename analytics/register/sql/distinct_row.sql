-- One row per recommendation and content of its row: the first and the last extract that give it, and how many do.
-- Reads: extract_row
select
    reference, row_hash,
    min(n) as first_n, max(n) as last_n, min(from_n) as from_n, count(*) as extracts
from extract_row
group by reference, row_hash
