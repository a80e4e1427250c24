-- One row per run of successive extracts in which one recommendation's row stays the same, among those now added.
-- Most distinct rows are one run; only interrupted references are gone through extract by extract. A rejected row carries
-- the last accepted one.
-- Reads: distinct_row, extract_row, interrupted_reference
with carried as (
    select
        reference,
        n,
        last_value(row_hash ignore nulls) over so_far as kept_hash,
        last_value(from_n ignore nulls) over so_far as from_n
    from extract_row
    where reference in (select reference from interrupted_reference)
    window so_far as (partition by reference order by n, row_hash nulls first)
    qualify kept_hash is not null and row_number() over (partition by reference, n order by row_hash nulls last) = 1
),
marked as (
    select
        reference, n, kept_hash, from_n,
        coalesce(kept_hash <> lag(kept_hash) over in_order or n > lag(n) over in_order + 1, true) as starts
    from carried
    window in_order as (partition by reference order by n)
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
union all
select reference, first_n, last_n, from_n, row_hash
from distinct_row
anti join interrupted_reference using (reference)
