-- One row per new run, with its whole row from the first extract that gave it.
-- Reads: extract, recommendation, run
select
    $highest + row_number() over (order by run.reference, run.first_n) as id,
    recommendation.id as recommendation,
    run.first_n,
    run.last_n,
    run.from_n as file_n,
    run.row_hash,
    {columns},
    search_form(concat_ws(
        ' ', file_row.reference, file_row.report, file_row.text, file_row.finding, file_row.theme,
        array_to_string(file_row.addressed_to, ' ')
    )) as search_text
from run
join recommendation on recommendation.reference = run.reference
join extract on extract.n = run.from_n
join read_parquet($files, filename = true, union_by_name = true) as file_row
    on file_row.filename = extract.file and file_row.reference = run.reference
where run.first_n > $before
