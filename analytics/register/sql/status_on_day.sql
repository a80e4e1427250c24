-- One row per state change day: the status in force, and what decides the state: dropped, ended, perhaps ended or none.
-- Reads: closure_on_day, last_open_status, possible_closure, version_on_day
select
    day.recommendation,
    day.from_day,
    day.version,
    day.is_dropped,
    case when not day.is_dropped then closure_on_day.version end as closing_version,
    case when not day.is_dropped then closure_on_day.ended_on end as ended_on,
    case when not day.is_dropped then closure_on_day.ended_from end as ended_from,
    coalesce(closure_on_day.is_timed, false) as is_timed,
    possible_closure.recommendation is not null as may_have_ended,
    case
        when day.is_before_extracts and day.recorded_status = status_unknown() then status_unknown()
        when day.is_before_extracts then day.assumed_status
        when is_ended(day.recorded_status) then coalesce(last_open_status.status, day.assumed_status)
        else day.recorded_status
    end as status
from version_on_day as day
left join closure_on_day using (recommendation, from_day)
left join possible_closure using (recommendation, from_day)
left join last_open_status using (recommendation, from_day)
