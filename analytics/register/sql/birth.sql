-- One row per recommendation: the day it is born, and the other dates of its past that no row of its own decides.
-- Each date comes from the newest row that fills it: a blank never overwrites a known date. Nothing is born after the
-- first extract that holds it; what has no date of its own was there on the day on which it ended.
-- Reads: known_version
with known as (
    select
        recommendation,
        min(first_day) as first_day,
        arg_min(status, first_n) as first_status,
        coalesce(
            arg_max(received_on, first_n), arg_max(made_on, first_n), arg_max(report_published_on, first_n)
        ) as dated_on,
        arg_max(closed_on, first_n) filter (is_ended) as closed_on,
        arg_max(onboarded_on, first_n) as onboarded_on,
        coalesce(arg_max(original_due_on, first_n), arg_min(due_on, first_n)) as first_agreed_on
    from known_version
    group by recommendation
)
select
    recommendation,
    least(coalesce(dated_on, closed_on, first_day), first_day) as born_on,
    dated_on is not null as is_dated,
    first_day,
    first_status,
    onboarded_on,
    first_agreed_on
from known
