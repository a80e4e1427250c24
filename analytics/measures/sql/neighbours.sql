-- One row per recommendation of that reference among those that the filters choose: its place in the order asked for.
-- Reads: position, version
with chosen as (
    select
        version, state, status, close_reason, is_timed, ended_on, born_on, is_dated, first_agreed_on, redatings,
        overdue_original, overdue_current, due_on, days_late
    from position
    where state <> state_not_yet() and is_chosen
),
placed as (
    select
        version.reference,
        row_number() over listed as place,
        lag(version.reference) over listed as previous,
        lead(version.reference) over listed as following,
        count(*) over () as number
    from chosen
    join version on version.id = chosen.version
    window listed as (order by {order})
)
select place, previous, following, number
from placed
where reference = $this_reference
