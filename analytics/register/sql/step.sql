-- One row per recommendation and day of $days but the first on which another span is in force than on the one before.
-- Spans that begin and end between two of the days are passed over, and so is what stays ended, unknown or dropped.
with asked as (
    select unnest($days::date[]) as day
),
met as (
    select span.span, span.recommendation, span.from_day, span.state, span.is_dated, asked.day
    from {spans} as span
    asof join asked on span.from_day <= asked.day
    where asked.day < span.to_day
),
linked as (
    select
        day,
        lag(span) over one_by_one as span_before,
        span as span_after,
        lag(state) over one_by_one as was,
        state as now,
        is_dated
    from met
    window one_by_one as (partition by recommendation order by from_day)
)
select day, span_before, span_after, was, now, is_dated
from linked
where day > $first_day and (was <> now or now = 'outstanding')
