-- One row per turn: the row in force on that day (before any extract, the first), and whether it was dropped by then.
select
    turn.recommendation,
    turn.from_day,
    coalesce(held.id, oldest.id) as version,
    coalesce(held.next_day <= turn.from_day, false) as is_dropped,
    held.id is null as is_before_extracts,
    coalesce(held.status, oldest.status) as said,
    case
        when birth.onboarded_on > turn.from_day then status_awaiting()
        when birth.onboarded_on is null and birth.first_status = status_awaiting() then status_awaiting()
        else status_open()
    end as supposed
from turn
asof left join held on held.recommendation = turn.recommendation and turn.from_day >= held.first_day
join birth on birth.recommendation = turn.recommendation
join held as oldest on oldest.recommendation = turn.recommendation and oldest.first_day = birth.first_day
