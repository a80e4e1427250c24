-- One row per recommendation closed as superseded: the one that replaces it, and where that stands.
-- Reads: position, recommendation, version
with replaced as (
    select position.recommendation, position.version, version.reference, position.ended_on, version.successor_reference
    from position
    join version on version.id = position.version
    where position.state = state_withdrawn() and position.close_reason = reason_superseded()
),
successor as (
    select recommendation.reference, any_value(position.status)::varchar as status
    from position
    join recommendation on recommendation.id = position.recommendation
    where position.state <> state_not_yet() and recommendation.reference in (select successor_reference from replaced)
    group by recommendation.reference
)
select
    replaced.recommendation, replaced.version, replaced.reference, replaced.ended_on, replaced.successor_reference,
    successor.status as successor_status
from replaced
left join successor on successor.reference = replaced.successor_reference
