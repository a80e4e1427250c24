-- One row per recommendation closed, withdrawn or merged of which {column} is $value.
-- Reads: assurance_steps, position, version
with chosen as (
    select recommendation, version, ended_on from position
    where has_ended(state) and is_chosen
),
closure as (
    select
        version.reference, version.source, version.text, assurance_steps.state,
        nullif(assurance_steps.reason, '') as close_reason,
        chosen.ended_on, assurance_steps.role, assurance_steps.outcome, assurance_steps.basis
    from chosen
    join assurance_steps on assurance_steps.recommendation = chosen.recommendation
    join version on version.id = chosen.version
)
select reference, source, text, close_reason, ended_on, role, outcome
from closure
where {column} = $value
order by ended_on desc, reference
