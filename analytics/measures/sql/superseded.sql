-- One row per recommendation closed as superseded: the one that replaces it, and where that stands.
with chosen as (
    select recommendation, version from position
    where state = 'withdrawn or merged' and close_reason = 'superseded' and {where}
)
select
    version.reference, version.source, version.text, replaced.ended_on,
    replaced.successor_reference, replaced.successor_status
from replaced
join chosen on chosen.recommendation = replaced.recommendation
join version on version.id = chosen.version
order by replaced.successor_status nulls first, version.reference
