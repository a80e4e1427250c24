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
        when judged.is_dropped then 'dropped'
        when ending.status = 'not accepted' then 'withdrawn or merged'
        when ending.close_reason in ('superseded', 'duplicate', 'withdrawn') then 'withdrawn or merged'
        when judged.ending is not null then 'closed'
        when judged.is_unsure or judged.in_force = 'unknown' then 'unknown'
        else 'outstanding'
    end as state,
    case
        when judged.is_dropped then 'dropped'
        when judged.ending is not null then ending.status
        when judged.is_unsure then 'unknown'
        else judged.in_force
    end as status
from judged
left join version as ending on ending.id = judged.ending
union all
select birth.recommendation, date '0001-01-01', held.id, null, null, null, false, 'not yet', null
from birth
join held on held.recommendation = birth.recommendation and held.first_day = birth.first_day
