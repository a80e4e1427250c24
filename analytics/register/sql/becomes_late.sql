-- One row per recommendation and day after a due date, while it was not ended yet: the days on which it becomes late.
-- Reads: birth, closed_spell, known_version
with due as (
    select
        known_version.recommendation, known_version.is_ended,
        unnest([known_version.due_on, birth.first_agreed_on]) as due_on
    from known_version
    join birth on birth.recommendation = known_version.recommendation
)
select distinct due.recommendation, due.due_on + 1 as from_day
from due
left join closed_spell on due.is_ended and closed_spell.recommendation = due.recommendation
where due.due_on is not null and (not due.is_ended or due.due_on < closed_spell.begins_on)
