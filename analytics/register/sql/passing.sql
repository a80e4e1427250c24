-- One row per recommendation and day after a due date, while it was not ended yet: the days on which it becomes late.
with due as (
    select held.recommendation, held.is_ended, unnest([held.due_on, birth.first_agreed_on]) as due_on
    from held
    join birth on birth.recommendation = held.recommendation
)
select distinct due.recommendation, due.due_on + 1 as date_passed
from due
left join spell on due.is_ended and spell.recommendation = due.recommendation
where due.due_on is not null and (not due.is_ended or due.due_on < spell.begins_on)
