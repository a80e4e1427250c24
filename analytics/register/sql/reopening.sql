-- One row per version whose status is outstanding where the one before it was closed or not accepted, unknown left out.
-- Reads: version_with_previous
with known as (
    select
        recommendation, extract_day, status,
        lag(status) over (partition by recommendation order by first_n) as status_before
    from version_with_previous
    where status <> status_unknown()
)
select recommendation, extract_day, status_before, status
from known
where is_ended(status_before) and not is_ended(status)
