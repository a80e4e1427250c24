-- One row per period: the open at both ends, and every way into the open and out of it.
-- Reads: opening, position, version
with before as (
    select recommendation, state, status, coalesce(is_chosen, false) as inside from opening
),
after as (
    select recommendation, version, state, status, coalesce(is_chosen, false) as inside from position
),
pair as (
    select
        coalesce(before.inside, false) as was_inside,
        after.inside,
        coalesce(before.state, state_not_yet()) as was,
        coalesce(before.status = status_disputed(), false) as was_disputed,
        after.state as now,
        coalesce(is_outstanding(before.state) and is_open(before.status), false) as was_open,
        is_outstanding(after.state) and is_open(after.status) as now_open,
        version.onboarded_on
    from after
    left join before on before.recommendation = after.recommendation
    join version on version.id = after.version
)
select count(*) filter (was_open and was_inside) as opening, {terms}, count(*) filter (now_open and inside) as closing
from pair
