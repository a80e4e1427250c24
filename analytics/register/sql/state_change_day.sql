-- One row per recommendation and day on which its state, its row or its lateness may change.
-- Reads: becomes_late, birth, closed_spell, known_version
with day as (
    select recommendation, born_on as from_day from birth
    union
    select recommendation, first_day from known_version
    union
    select recommendation, next_day from known_version where next_day is not null
    union
    select recommendation, from_day from becomes_late
    union
    select recommendation, begins_on from closed_spell
    union
    select recommendation, unknown_from from closed_spell where not is_dated
    union
    select recommendation, onboarded_on from birth where onboarded_on < first_day
)
select day.recommendation, day.from_day
from day
join birth on birth.recommendation = day.recommendation
where day.from_day >= birth.born_on
