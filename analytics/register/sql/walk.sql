-- One row per recommendation and span in force on any of $days, if it is counted as a stock or follows upon another state.
-- Days are told by their place in $days, from 0. Spans between two of the days are passed over, and so is what stays ended.
with edge as (
    select from_day as day from {spans} union select to_day from {spans}
),
place as (
    select edge.day, count(asked.day)::usmallint as n
    from edge
    left join (select unnest($days::date[]) as day) as asked on asked.day < edge.day
    group by edge.day
),
met as (
    select
        row_number() over () as walk,
        span.recommendation, first.n as first_n, (last.n - 1)::usmallint as last_n, span.from_day,
        span.version, span.state, span.status, span.is_dated, span.born_on, span.due_on, span.closed_on,
        span.overdue_original, span.overdue_current, span.overdue_masked, span.late_no_current_date, span.no_due_date,
        {facets}
    from {spans} as span
    join place as first on first.day = span.from_day
    join place as last on last.day = span.to_day
    where first.n < last.n
)
select
    walk, lag(walk) over one_by_one as walk_before, first_n, last_n, version, lag(state) over one_by_one as was, state,
    status, is_dated, born_on, due_on, closed_on,
    overdue_original, overdue_current, overdue_masked, late_no_current_date, no_due_date,
    {facets},
    coalesce(is_outstanding(was) and (
        version <> lag(version) over one_by_one
        or overdue_original <> lag(overdue_original) over one_by_one
        or overdue_current <> lag(overdue_current) over one_by_one
        or no_due_date <> lag(no_due_date) over one_by_one
    ), false) as is_altered
from met
window one_by_one as (partition by recommendation order by from_day)
qualify state in (state_outstanding(), state_unknown()) or was <> state
