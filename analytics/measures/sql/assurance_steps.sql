-- One row per recommendation outstanding, closed, withdrawn or merged: the steps it passed, and who checked it.
-- Reads: position, version
select
    position.recommendation,
    position.state::varchar as state,
    coalesce(version.assured_by_role, '') as role,
    coalesce(version.assurance_outcome, '') as outcome,
    case
        when version.assured_by_role = version.owner_role then 'Judged by the owner’s own role'
        when version.assured_by_role is not null then 'Judged by another role'
        when version.evidence is not null then 'Evidence, no judge recorded'
        else 'The owner’s word alone'
    end as basis,
    case
        when position.state = state_withdrawn() and position.status = status_not_accepted() then status_not_accepted()
        else coalesce(position.close_reason::varchar, '')
    end as reason,
    coalesce(version.action_complete_on <= $as_at, false) as is_complete,
    coalesce(version.proposed_for_closure_on <= $as_at or position.status = status_proposed(), false) as is_proposed,
    version.assurance_outcome is not null or version.assured_by_role is not null as is_assured
from position
join version on version.id = position.version
where position.state in (state_outstanding(), state_closed(), state_withdrawn())
