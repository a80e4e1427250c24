-- One row per version that calls outstanding what last was said to be closed or not accepted, unknown left out.
with known as (
    select recommendation, said_in, status, lag(status) over (partition by recommendation order by first_n) as status_before
    from told
    where status <> status_unknown()
)
select recommendation, said_in, status_before, status
from known
where is_ended(status_before) and not is_ended(status)
