-- One row per recommendation that the filters choose, with the columns asked for, in the order asked for.
-- Reads: position, version
with chosen as (
    select
        version, state, status, close_reason, is_timed, ended_on, born_on, is_dated, first_agreed_on, redatings,
        overdue_original, overdue_current, due_on, days_late
    from position
    where state <> state_not_yet() and is_chosen
)
select {columns}
from chosen
join version on version.id = chosen.version
order by {order}
limit $limit offset $offset
