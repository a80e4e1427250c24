-- One row per day of $days but the first: every term of the stock and flow since the day before it in $days.
with sided as (
    select span, {where} as inside
    from history
    where span in (select span_before from step union all select span_after from step)
),
pair as (
    select
        step.day,
        step.was,
        step.now,
        step.is_dated,
        coalesce(before.inside, false) as was_inside,
        coalesce(after.inside, false) as is_inside,
        step.was = 'not yet' as enters,
        step.was in ('not yet', 'outstanding') as may_leave
    from step
    join sided as after on after.span = step.span_after
    join sided as before on before.span = step.span_before
)
select
    day,
    count(*) filter (was = 'outstanding' and not was_inside and is_inside) as moved_in,
    count(*) filter (was = 'outstanding' and was_inside and not is_inside) as moved_out,
    count(*) filter (is_inside and enters and is_dated) as new,
    count(*) filter (is_inside and enters and not is_dated) as late_recorded,
    count(*) filter (is_inside and was in ('closed', 'withdrawn or merged') and now = 'outstanding') as reopened,
    count(*) filter (is_inside and was = 'dropped' and now = 'outstanding') as returned,
    count(*) filter (is_inside and was = 'unknown' and now = 'outstanding')
        - count(*) filter (is_inside and may_leave and now = 'unknown') as corrected,
    count(*) filter (is_inside and may_leave and now = 'closed') as closed,
    count(*) filter (is_inside and may_leave and now = 'withdrawn or merged') as withdrawn_or_merged,
    count(*) filter (is_inside and may_leave and now = 'dropped') as dropped
from pair
group by day
order by day
