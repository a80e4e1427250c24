-- One row per moment: how many recommendations stand where, and from how many reports the open ones come.
with counted as (
    select cell, count(*) as n from position where state <> 'not yet' and {where} group by cell
),
standing as (
    select n, state, status, overdue_original, overdue_current, overdue_masked, no_due_date
    from counted
    join cell on cell.cell = counted.cell
),
report_of_open as (
    select distinct source, report_number
    from position
    where status in ('open', 'proposed for closure') and source is not null and report_number is not null and {where}
)
select
    coalesce(sum(n) filter (state = 'outstanding'), 0)::bigint as outstanding,
    coalesce(sum(n) filter (status in ('open', 'proposed for closure')), 0)::bigint as open,
    coalesce(sum(n) filter (status = 'awaiting on-boarding'), 0)::bigint as awaiting_onboarding,
    coalesce(sum(n) filter (status = 'disputed'), 0)::bigint as disputed,
    coalesce(sum(n) filter (status = 'proposed for closure'), 0)::bigint as proposed_for_closure,
    coalesce(sum(n) filter (status = 'closed'), 0)::bigint as closed,
    coalesce(sum(n) filter (status = 'not accepted'), 0)::bigint as not_accepted,
    coalesce(sum(n) filter (state = 'unknown'), 0)::bigint as state_unknown,
    coalesce(sum(n) filter (state = 'dropped'), 0)::bigint as dropped,
    (select count(*) from report_of_open) as reports,
    coalesce(sum(n) filter (overdue_original and status in ('open', 'proposed for closure')), 0)::bigint
        as open_overdue_original,
    coalesce(sum(n) filter (overdue_original), 0)::bigint as overdue_original,
    coalesce(sum(n) filter (overdue_current), 0)::bigint as overdue_current,
    coalesce(sum(n) filter (overdue_masked), 0)::bigint as overdue_masked,
    coalesce(sum(n) filter (no_due_date), 0)::bigint as no_due_date
from standing
