-- One row per state change day: the version in force on it (before any extract, the first), and whether its
-- recommendation had been dropped by then.
-- Reads: birth, known_version, state_change_day
select
    change_day.recommendation,
    change_day.from_day,
    coalesce(in_force.id, oldest.id) as version,
    coalesce(in_force.next_day <= change_day.from_day, false) as is_dropped,
    in_force.id is null as is_before_extracts,
    coalesce(in_force.status, oldest.status) as recorded_status,
    case
        when birth.onboarded_on > change_day.from_day then status_awaiting()
        when birth.onboarded_on is null and birth.first_status = status_awaiting() then status_awaiting()
        else status_open()
    end as assumed_status
from state_change_day as change_day
asof left join known_version as in_force
    on in_force.recommendation = change_day.recommendation and change_day.from_day >= in_force.first_day
join birth on birth.recommendation = change_day.recommendation
join known_version as oldest
    on oldest.recommendation = change_day.recommendation and oldest.first_day = birth.first_day
