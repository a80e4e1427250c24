-- One row per recommendation that differs between the opening position and the position: the state it was in then, and
-- whether it is new, which is born since that day, and dated.
-- Reads: opening, position
select
    position.recommendation,
    coalesce(opening.state, state_not_yet()) as was,
    coalesce(position.is_dated and position.born_on > $since, false) as is_new,
    position.close_reason,
    opening.row_group as row_group_before,
    position.row_group
from {position} as position
left join {opening} as opening on opening.recommendation = position.recommendation
where coalesce(opening.state, state_not_yet()) <> position.state
    or opening.version <> position.version
    or opening.born_on <> position.born_on
    or opening.overdue_original <> position.overdue_original
    or opening.overdue_current <> position.overdue_current
    or opening.no_due_date <> position.no_due_date
