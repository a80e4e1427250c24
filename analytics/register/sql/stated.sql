-- One row per turn, and one for the days before birth: the version in force, its state, and its status in words.
select
    judged.recommendation,
    judged.from_day,
    judged.version,
    judged.ending,
    judged.ended_on,
    judged.ended_from,
    judged.is_timed,
    case
        when judged.is_dropped then state_dropped()
        when ending.status = status_not_accepted() then state_withdrawn()
        when is_withdrawn(ending.close_reason) then state_withdrawn()
        when judged.ending is not null then state_closed()
        when judged.is_unsure or judged.in_force = status_unknown() then state_unknown()
        else state_outstanding()
    end as state,
    case
        when judged.is_dropped then state_dropped()
        when judged.ending is not null then ending.status
        when judged.is_unsure then status_unknown()
        else judged.in_force
    end as status
from judged
left join version as ending on ending.id = judged.ending
union all
select birth.recommendation, date '0001-01-01', held.id, null, null, null, false, state_not_yet(), null
from birth
join held on held.recommendation = birth.recommendation and held.first_day = birth.first_day
