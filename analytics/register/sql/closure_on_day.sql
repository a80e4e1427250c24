-- One row per state change day inside a closed spell: the day the spell began and the version that says why it ended.
-- Of several spells the latest decides. Where no date says when it ended, ended_from is the first day on which it may have.
-- Reads: closed_spell, state_change_day
select
    change_day.recommendation,
    change_day.from_day,
    arg_max(closed_spell.version, closed_spell.first_n) as version,
    arg_max(closed_spell.begins_on, closed_spell.first_n) as ended_on,
    arg_max(closed_spell.is_timed, closed_spell.first_n) as is_timed,
    arg_max_null(
        case when not closed_spell.is_dated then closed_spell.unknown_from end, closed_spell.first_n
    ) as ended_from
from state_change_day as change_day
join closed_spell on closed_spell.recommendation = change_day.recommendation
where closed_spell.begins_on <= change_day.from_day and change_day.from_day < closed_spell.ends_on
group by all
