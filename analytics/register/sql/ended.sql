-- One row per turn inside a spell, with the day the spell began and the row that tells why: the latest spell decides.
-- Where no date says when it ended, ended_from is the first day on which it may have.
select
    turn.recommendation,
    turn.from_day,
    arg_max(spell.version, spell.first_n) as version,
    arg_max(spell.begins_on, spell.first_n) as ended_on,
    arg_max(spell.is_timed, spell.first_n) as is_timed,
    arg_max_null(case when not spell.is_dated then spell.unknown_from end, spell.first_n) as ended_from
from turn
join spell on spell.recommendation = turn.recommendation
where spell.begins_on <= turn.from_day and turn.from_day < spell.ends_on
group by all
