-- One row per new run that begins with a rejected row, with its last accepted row where that was added before.
-- Reads: run, version
select
    (select max(id) from version) + row_number() over (order by run.reference) as id,
    kept.recommendation,
    run.first_n,
    run.last_n,
    kept.file_n,
    run.row_hash,
    {columns},
    kept.search_text
from run
join version as kept on kept.reference = run.reference and kept.first_n <= $before
where run.first_n > $before and run.from_n = 0
qualify row_number() over (partition by run.reference, run.first_n order by kept.first_n desc) = 1
