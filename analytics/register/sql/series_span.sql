-- One row per recommendation and span in force on any of $days, if it is counted as a stock or follows upon another state.
-- A day is its place in $days, from 0. Spans between two of the days are left out, and so is what stays ended.
-- Reads: span
with boundary as (
    select from_day as day from {span} union select to_day from {span}
),
place as (
    select boundary.day, count(series_day.day)::usmallint as n
    from boundary
    left join (select unnest($days::date[]) as day) as series_day on series_day.day < boundary.day
    group by boundary.day
),
numbered as (
    select
        row_number() over () as id,
        span.recommendation, first.n as first_n, (last.n - 1)::usmallint as last_n, span.from_day,
        span.version, span.state, span.status, span.is_dated, span.born_on, span.due_on, span.closed_on,
        span.overdue_original, span.overdue_current, span.overdue_masked, span.late_no_current_date, span.no_due_date,
        {facets}
    from {span} as span
    join place as first on first.day = span.from_day
    join place as last on last.day = span.to_day
    where first.n < last.n
)
select
    id, lag(id) over in_order as id_before, first_n, last_n, version, lag(state) over in_order as was, state,
    status, is_dated, born_on, due_on, closed_on,
    overdue_original, overdue_current, overdue_masked, late_no_current_date, no_due_date,
    {facets},
    coalesce(is_outstanding(was) and (
        version <> lag(version) over in_order
        or overdue_original <> lag(overdue_original) over in_order
        or overdue_current <> lag(overdue_current) over in_order
        or no_due_date <> lag(no_due_date) over in_order
    ), false) as is_altered
from numbered
window in_order as (partition by recommendation order by from_day)
qualify state in (state_outstanding(), state_unknown()) or was <> state
