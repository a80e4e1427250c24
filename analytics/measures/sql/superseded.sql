-- One row per recommendation closed as superseded: the one that replaces it, and where that stands.
with chosen as (
    select version, ended_on from position
    where state = 'withdrawn or merged' and close_reason = 'superseded' and {where}
),
successor as (
    select recommendation.reference, any_value(position.status)::varchar as status
    from position
    join recommendation on recommendation.id = position.recommendation
    where position.state <> 'not yet'
    group by recommendation.reference
)
select
    version.reference, version.source, version.text, chosen.ended_on,
    version.successor_reference, successor.status as successor_status
from chosen
join version on version.id = chosen.version
left join successor on successor.reference = version.successor_reference
order by successor.status nulls first, version.reference
