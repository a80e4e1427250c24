-- One row per recommendation that makes up one term of the statement, as it stands at the end.
-- Reads: opening, position, version
with before as (
    select recommendation, state, coalesce(is_chosen, false) as inside from opening
),
after as (
    select recommendation, version, state, status, due_on, born_on, is_dated, coalesce(is_chosen, false) as inside
    from position
),
pair as (
    select
        after.version,
        after.status,
        after.due_on,
        coalesce(before.state, state_not_yet()) as was,
        coalesce(before.inside, false) as was_inside,
        after.state as now,
        after.inside,
        after.is_dated and after.born_on > $since as is_new
    from after
    left join before on before.recommendation = after.recommendation
)
select version.reference, version.source, version.report, version.text, pair.now as state, pair.status, pair.due_on,
    version.dates_as_written
from pair
join version on version.id = pair.version
where {term}
order by version.reference
