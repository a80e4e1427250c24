-- One row per version, with the columns that are filtered and counted by, as numbers with names.
-- Reads: version
select
    id,
    {columns},
    case when report is not null then dense_rank() over (order by report) end as report_number,
    due_on,
    coalesce(made_on, received_on) as aged_from
from version
where first_n <= $known
