-- One row per recommendation: the day it is born, from its newest row but never after the first extract that holds it.
-- What ended was there on the day it ended; that is no date of its own, but nothing is born after its end.
with ends as (
    select recommendation, min(first_n) as first_n, max(last_n) as last_n, min(first_day) as first_day from held group by all
),
due as (
    select recommendation, arg_min(due_on, first_n) as first_due_on from held where due_on is not null group by recommendation
)
select
    ends.recommendation,
    least(
        coalesce(newest.dated_on, case when newest.is_ended then newest.closed_on end, ends.first_day), ends.first_day
    ) as born_on,
    newest.dated_on is not null as is_dated,
    ends.first_day,
    newest.onboarded_on,
    oldest.status as first_status,
    due.first_due_on
from ends
join held as newest on newest.recommendation = ends.recommendation and newest.last_n = ends.last_n
join held as oldest on oldest.recommendation = ends.recommendation and oldest.first_n = ends.first_n
left join due on due.recommendation = ends.recommendation
