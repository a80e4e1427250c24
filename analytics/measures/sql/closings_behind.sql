-- One row per recommendation closed, withdrawn or merged of which {column} is $value.
with chosen as (
    select version, state, close_reason::varchar as close_reason, ended_on from position
    where state in ('closed', 'withdrawn or merged') and {where}
),
told as (
    select
        version.reference, version.source, version.text, chosen.state, chosen.close_reason, chosen.ended_on,
        coalesce(version.assured_by_role, '') as role,
        coalesce(version.assurance_outcome, '') as outcome,
        case
            when version.assured_by_role = version.owner_role then 'Judged by the owner’s own role'
            when version.assured_by_role is not null then 'Judged by another role'
            when version.evidence is not null then 'Evidence, no judge recorded'
            else 'The owner’s word alone'
        end as basis
    from chosen
    join version on version.id = chosen.version
)
select reference, source, text, close_reason, ended_on, role, outcome
from told
where {column} = $value
order by ended_on desc, reference
