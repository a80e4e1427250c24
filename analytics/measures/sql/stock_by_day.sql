-- One row per day of $days: how many are outstanding, open, awaiting on-boarding, late, or of unknown state.
with stretch as (
    select from_day, to_day, state, status, overdue_original, overdue_current, overdue_masked
    from history
    where state in ('outstanding', 'unknown') and {where}
),
change as (
    select from_day as day, state, status, overdue_original, overdue_current, overdue_masked, count(*) as n
    from stretch group by all
    union all
    select to_day, state, status, overdue_original, overdue_current, overdue_masked, -count(*)
    from stretch group by all
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
from (select unnest($days::date[]) as day) as asked
left join change on change.day <= asked.day
group by asked.day
order by asked.day
