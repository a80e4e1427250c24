-- One row per recommendation and day on which its state, its row or its lateness may change.
with day as (
    select reference, born_on as from_day from birth
    union
    select reference, first_day from held
    union
    select reference, next_day from held where next_day is not null
    union
    select reference, due_on + 1 from held where not is_ended
    union
    select held.reference, coalesce(held.original_due_on, birth.first_due_on) + 1
    from held
    join birth on birth.reference = held.reference
    where not held.is_ended
    union
    select reference, begins_on from spell
    union
    select reference, unknown_from from spell where not is_dated
    union
    select reference, onboarded_on from birth where onboarded_on < first_day
)
select day.reference, day.from_day
from day
join birth on birth.reference = day.reference
where day.from_day >= birth.born_on
