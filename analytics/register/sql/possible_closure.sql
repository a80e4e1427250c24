-- One row per state change day on which it may have ended already: its closure has no date, only a first extract.
-- Reads: closed_spell, state_change_day
select distinct change_day.recommendation, change_day.from_day
from state_change_day as change_day
join closed_spell on closed_spell.recommendation = change_day.recommendation
where not closed_spell.is_dated
    and closed_spell.unknown_from <= change_day.from_day and change_day.from_day < closed_spell.first_day
