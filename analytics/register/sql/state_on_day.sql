-- One row per state change day, and one for the days before birth: the version in force, its state, its status in words.
-- Reads: birth, known_version, status_on_day, version
select
    day.recommendation,
    day.from_day,
    day.version,
    day.closing_version,
    day.ended_on,
    day.ended_from,
    day.is_timed,
    case
        when day.is_dropped then state_dropped()
        when closing.status = status_not_accepted() then state_withdrawn()
        when is_withdrawn(closing.close_reason) then state_withdrawn()
        when day.closing_version is not null then state_closed()
        when day.may_have_ended or day.status = status_unknown() then state_unknown()
        else state_outstanding()
    end as state,
    case
        when day.is_dropped then state_dropped()
        when day.closing_version is not null then closing.status
        when day.may_have_ended then status_unknown()
        else day.status
    end as status
from status_on_day as day
left join version as closing on closing.id = day.closing_version
union all
select birth.recommendation, date '0001-01-01', oldest.id, null, null, null, false, state_not_yet(), null
from birth
join known_version as oldest on oldest.recommendation = birth.recommendation and oldest.first_day = birth.first_day
