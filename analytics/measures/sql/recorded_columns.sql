-- One row per register: for each standard column, whether any row of the extracts used fills it.
-- Reads: extract, version
select {columns}
from version
join extract on extract.n = version.first_n
where extract.as_at <= $known_at
