-- One row per period: every term of the stock and flow, from each recommendation's two states and the filter at each.
with before as (
    select recommendation, coalesce({where}, false) as inside from opening where state = 'outstanding'
),
after as (
    select recommendation, state, born_on, is_dated, coalesce({where}, false) as inside from position
),
pair as (
    select
        turned.was,
        coalesce(before.inside, false) as was_inside,
        after.state as now,
        after.inside,
        after.is_dated and after.born_on > $since as is_new,
        was = 'not yet' and now <> 'not yet' as enters,
        was = 'outstanding' or enters as may_leave
    from turned
    join after on after.recommendation = turned.recommendation
    left join before on before.recommendation = turned.recommendation
)
select
    (select count(*) from before where inside) as opening,
    count(*) filter (was = 'outstanding' and not was_inside and inside) as moved_in,
    count(*) filter (was = 'outstanding' and was_inside and not inside) as moved_out,
    count(*) filter (inside and enters and is_new) as new,
    count(*) filter (inside and enters and not is_new) as late_recorded,
    count(*) filter (inside and was in ('closed', 'withdrawn or merged') and now = 'outstanding') as reopened,
    count(*) filter (inside and was = 'dropped' and now = 'outstanding') as returned,
    count(*) filter (inside and was = 'unknown' and now = 'outstanding')
        - count(*) filter (inside and may_leave and now = 'unknown')
        - count(*) filter (inside and was = 'outstanding' and now = 'not yet') as corrected,
    count(*) filter (inside and may_leave and now = 'closed') as closed,
    count(*) filter (inside and may_leave and now = 'withdrawn or merged') as withdrawn_or_merged,
    count(*) filter (inside and may_leave and now = 'dropped') as dropped,
    (select count(*) from after where inside and state = 'outstanding') as closing
from pair
