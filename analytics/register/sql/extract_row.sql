-- One row per row of the extracts now added, and per row that was in force when the extracts before them ended.
-- A rejected row has no hash; a row from the extracts before has 0 for the extract that it lies in.
-- The same row in a file with other columns has another hash: it does not say the same.
-- Reads: extract, rejected, version
select file_row.reference, xor(file_row.row_hash, file.columns_hash) as row_hash, file.n, file.n as from_n
from read_parquet($files, filename = true) as file_row
join (select n, file, hash(columns) as columns_hash from extract) as file on file.file = file_row.filename
union all
select reference, row_hash, last_n, 0 from version
where last_n = $before or reference in (select reference from rejected where n > $before)
qualify row_number() over (partition by reference order by first_n desc) = 1
union all
select reference, null, n, null from rejected where n > $before
