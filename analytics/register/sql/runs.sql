-- One row per run of successive extracts in which one recommendation's row stays the same, among those now added.
-- Runs that were open when the extracts before them ended are taken up; a rejected row carries the last accepted one,
-- which lies in the extract from_n, or for 0 in those added before.
with seen as (
    select file_row.reference, file_row.row_hash, extract.n, extract.n as from_n
    from read_parquet($files, filename = true) as file_row
    join extract on extract.file = file_row.filename
    union all
    select reference, row_hash, last_n, 0 from version
    where last_n = $before or reference in (select reference from rejected where n > $before)
    qualify row_number() over (partition by reference order by first_n desc) = 1
    union all
    select reference, null, n, null from rejected where n > $before
),
carried as (
    select
        reference,
        n,
        last_value(row_hash ignore nulls) over so_far as kept_hash,
        last_value(from_n ignore nulls) over so_far as from_n
    from seen
    window so_far as (partition by reference order by n, row_hash nulls first)
    qualify kept_hash is not null and row_number() over (partition by reference, n order by row_hash nulls last) = 1
),
marked as (
    select
        reference, n, kept_hash, from_n,
        coalesce(kept_hash <> lag(kept_hash) over one_by_one or n > lag(n) over one_by_one + 1, true) as starts
    from carried
    window one_by_one as (partition by reference order by n)
),
numbered as (
    select
        reference, n, kept_hash, from_n,
        count(*) filter (starts) over (partition by reference order by n) as run
    from marked
)
select reference, min(n) as first_n, max(n) as last_n, min(from_n) as from_n, any_value(kept_hash) as row_hash
from numbered
group by reference, run
