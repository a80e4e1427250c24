-- One row per turn: the status in force, and what decides the state: dropped, ended, unsure or none of them.
select
    placed.recommendation,
    placed.from_day,
    placed.version,
    placed.is_dropped,
    case when not placed.is_dropped then ended.version end as ending,
    case when not placed.is_dropped then ended.ended_on end as ended_on,
    case when not placed.is_dropped then ended.ended_from end as ended_from,
    coalesce(ended.is_timed, false) as is_timed,
    unsure.recommendation is not null as is_unsure,
    case
        when placed.is_before_extracts and placed.said = status_unknown() then status_unknown()
        when placed.is_before_extracts then placed.supposed
        when is_ended(placed.said) then coalesce(live.status, placed.supposed)
        else placed.said
    end as in_force
from placed
left join ended on ended.recommendation = placed.recommendation and ended.from_day = placed.from_day
left join unsure on unsure.recommendation = placed.recommendation and unsure.from_day = placed.from_day
left join live on live.recommendation = placed.recommendation and live.from_day = placed.from_day
