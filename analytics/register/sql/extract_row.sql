-- One row per row of the extracts now added, and per row that was in force when the extracts before them ended.
-- A rejected row has no hash; a row from the extracts before has 0 for the extract that it lies in.
select file_row.reference, file_row.row_hash, extract.n, extract.n as from_n
from read_parquet($files, filename = true) as file_row
join extract on extract.file = file_row.filename
union all
select reference, row_hash, last_n, 0 from version
where last_n = $before or reference in (select reference from rejected where n > $before)
qualify row_number() over (partition by reference order by first_n desc) = 1
union all
select reference, null, n, null from rejected where n > $before
