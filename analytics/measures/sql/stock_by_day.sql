-- One row per day of $days: how many are outstanding, open, awaiting on-boarding, late, or of unknown state.
with counted as (
    select cell, count(*) as n from walk where state in ('outstanding', 'unknown') and {where} group by cell
),
stretch as (
    select n, first_n, last_n, state, status, overdue_original, overdue_current, overdue_masked
    from counted
    join walk_cell on walk_cell.cell = counted.cell
),
asked as (
    select day, row_number() over (order by day) - 1 as place from (select unnest($days::date[]) as day)
)
select
    asked.day,
    coalesce(sum(n) filter (state = 'outstanding'), 0)::bigint as outstanding,
    coalesce(sum(n) filter (status in ('open', 'proposed for closure')), 0)::bigint as open,
    coalesce(sum(n) filter (status = 'awaiting on-boarding'), 0)::bigint as awaiting_onboarding,
    coalesce(sum(n) filter (status = 'disputed'), 0)::bigint as disputed,
    coalesce(sum(n) filter (overdue_original), 0)::bigint as overdue_original,
    coalesce(sum(n) filter (overdue_current), 0)::bigint as overdue_current,
    coalesce(sum(n) filter (overdue_masked), 0)::bigint as overdue_masked,
    coalesce(sum(n) filter (state = 'unknown'), 0)::bigint as state_unknown
from asked
left join stretch on asked.place between stretch.first_n and stretch.last_n
group by asked.day
order by asked.day
