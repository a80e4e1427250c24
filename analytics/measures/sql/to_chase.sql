-- One row per outstanding recommendation that is late, by its current date or for want of one, or falls due soon.
-- Reads: position, version
with chosen as (
    select version, first_agreed_on, due_on, overdue_current, days_late
    from position
    where
        is_outstanding(state)
        and (overdue_current or late_no_current_date or due_on between $as_at and $as_at + $days_ahead)
        and is_chosen
)
select
    version.reference,
    version.source,
    version.report,
    version.text,
    version.owner_role,
    chosen.first_agreed_on,
    chosen.due_on,
    case when chosen.overdue_current then chosen.days_late end as days_late,
    version.dates_as_written
from chosen
join version on version.id = chosen.version
order by version.owner_role nulls last, chosen.due_on nulls last, chosen.first_agreed_on, version.reference
