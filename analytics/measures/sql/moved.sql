-- One row per recommendation in the filter that moved from one place to another, as it is at the end.
-- Reads: opening, position, version
with before as (
    select recommendation, {place} as place from opening
),
after as (
    select recommendation, version, {place} as place, state, status, due_on from position where is_chosen
),
pair as (
    select after.version, after.state, after.status, after.due_on,
        coalesce(before.place, {elsewhere}) as left_from, after.place as gone_to
    from after
    left join before on before.recommendation = after.recommendation
)
select version.reference, version.source, version.report, version.text, pair.state, pair.status, pair.due_on,
    version.dates_as_written
from pair
join version on version.id = pair.version
where pair.left_from = $before and pair.gone_to = $after
order by version.reference
