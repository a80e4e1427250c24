-- One row per role, answer, basis, reason and whether closed: how many recommendations were judged or closed so.
with chosen as (
    select version, state, close_reason from position
    where state in ('outstanding', 'closed', 'withdrawn or merged') and {where}
)
select
    coalesce(version.assured_by_role, '') as role,
    coalesce(version.assurance_outcome, '') as outcome,
    case
        when version.assured_by_role = version.owner_role then 'Judged by the owner’s own role'
        when version.assured_by_role is not null then 'Judged by another role'
        when version.evidence is not null then 'Evidence, no judge recorded'
        else 'The owner’s word alone'
    end as basis,
    coalesce(chosen.close_reason::varchar, '') as reason,
    chosen.state::varchar as state,
    count(*) as recommendations
from chosen
join version on version.id = chosen.version
group by all
order by all
