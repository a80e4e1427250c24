-- One row per outstanding recommendation that has a route or a programme but no date of a decision to on-board it.
-- Reads: position, undecided, version
with chosen as (
    select recommendation, status from position where is_outstanding(state) and is_chosen
)
select
    version.reference,
    version.source,
    version.text,
    chosen.status::varchar as status,
    version.delivery_route,
    version.programme
from undecided
join chosen on chosen.recommendation = undecided.recommendation
join version on version.id = undecided.version
where undecided.is_exception
order by version.reference
limit $limit
