-- One row per day of $days but the first: every term of the stock and flow since the day before it in $days.
with sided as (
    select span as id, state, is_dated, coalesce({where}, false) as inside from history
),
pair as (
    select
        step.day,
        coalesce(before.state, 'not yet') as was,
        coalesce(before.inside, false) as was_inside,
        after.state as now,
        after.inside,
        after.is_dated,
        was = 'not yet' and now <> 'not yet' as enters,
        was = 'outstanding' or enters as may_leave
    from step
    join sided as after on after.id = step.span_after
    left join sided as before on before.id = step.span_before
)
select
    day,
    count(*) filter (was = 'outstanding' and not was_inside and inside) as moved_in,
    count(*) filter (was = 'outstanding' and was_inside and not inside) as moved_out,
    count(*) filter (inside and enters and is_dated) as new,
    count(*) filter (inside and enters and not is_dated) as late_recorded,
    count(*) filter (inside and was in ('closed', 'withdrawn or merged') and now = 'outstanding') as reopened,
    count(*) filter (inside and was = 'dropped' and now = 'outstanding') as returned,
    count(*) filter (inside and was = 'unknown' and now = 'outstanding')
        - count(*) filter (inside and may_leave and now = 'unknown')
        - count(*) filter (inside and was = 'outstanding' and now = 'not yet') as corrected,
    count(*) filter (inside and may_leave and now = 'closed') as closed,
    count(*) filter (inside and may_leave and now = 'withdrawn or merged') as withdrawn_or_merged,
    count(*) filter (inside and may_leave and now = 'dropped') as dropped
from pair
where day > $first_day
group by day
order by day
