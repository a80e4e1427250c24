-- One row per version, with the columns that are filtered and counted by, as numbers with names.
select
    id,
    {columns},
    tags,
    due_on,
    original_due_on,
    coalesce(made_on, received_on) as aged_from
from version
where first_n <= $known
