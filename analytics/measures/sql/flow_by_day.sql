-- One row per day of $days on which anything turned: every term of the stock and flow since the day before it but moves.
with counted as (
    select cell, count(*) as n from walk where was <> state and {where} group by cell
),
turn as (
    select n, first_n, was, state as now, is_dated, was = 'not yet' as enters, was in ('not yet', 'outstanding') as may_leave
    from counted
    join walk_cell on walk_cell.cell = counted.cell
)
select
    ($days::date[])[first_n + 1] as day,
    sum(n) filter (enters and is_dated) as new,
    sum(n) filter (enters and not is_dated) as late_recorded,
    sum(n) filter (was in ('closed', 'withdrawn or merged') and now = 'outstanding') as reopened,
    sum(n) filter (was = 'dropped' and now = 'outstanding') as returned,
    coalesce(sum(n) filter (was = 'unknown' and now = 'outstanding'), 0)
        - coalesce(sum(n) filter (may_leave and now = 'unknown'), 0) as corrected,
    sum(n) filter (may_leave and now = 'closed') as closed,
    sum(n) filter (may_leave and now = 'withdrawn or merged') as withdrawn_or_merged,
    sum(n) filter (may_leave and now = 'dropped') as dropped
from turn
group by first_n
order by first_n
