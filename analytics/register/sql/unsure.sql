-- One row per turn on which a recommendation may have ended already: its closure has no date, only a first extract.
select distinct turn.recommendation, turn.from_day
from turn
join spell on spell.recommendation = turn.recommendation
where not spell.is_dated and spell.unknown_from <= turn.from_day and turn.from_day < spell.first_day
