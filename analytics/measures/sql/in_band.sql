-- One row per outstanding recommendation that is in one band, with its dates: the furthest moved first.
-- Reads: position, version
with chosen as (
    select version, first_agreed_on, due_on, slip_days, redatings, overdue_current, days_late
    from position
    where is_outstanding(state) and {band} and is_chosen
)
select
    version.reference,
    version.source,
    version.report,
    version.text,
    chosen.first_agreed_on,
    chosen.due_on,
    chosen.slip_days,
    chosen.redatings,
    case when chosen.overdue_current then chosen.days_late end as days_late,
    version.dates_as_written
from chosen
join version on version.id = chosen.version
order by {order}, version.reference
limit $limit
