-- One row per recommendation closed, withdrawn or merged of which {column} is $value.
with chosen as (
    select recommendation, version, ended_on from position
    where has_ended(state) and {where}
),
told as (
    select
        version.reference, version.source, version.text, assured.state, nullif(assured.reason, '') as close_reason,
        chosen.ended_on, assured.role, assured.outcome, assured.basis
    from chosen
    join assured on assured.recommendation = chosen.recommendation
    join version on version.id = chosen.version
)
select reference, source, text, close_reason, ended_on, role, outcome
from told
where {column} = $value
order by ended_on desc, reference
