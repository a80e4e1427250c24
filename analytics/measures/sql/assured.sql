-- One row per recommendation outstanding, closed, withdrawn or merged: the steps it passed, who judged it, and its kind of such.
with lived as (
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
            when position.state = 'withdrawn or merged' and position.status = 'not accepted' then 'not accepted'
            else coalesce(position.close_reason::varchar, '')
        end as reason,
        case when version.action_complete_on <= $as_at then version.action_complete_on end as complete_on,
        case when version.proposed_for_closure_on <= $as_at then version.proposed_for_closure_on end as proposed_on,
        case when position.state = 'closed' and position.ended_from is null then position.ended_on end as closed_on,
        complete_on is not null as is_complete,
        proposed_on is not null or coalesce(position.status = 'proposed for closure', false) as is_proposed,
        version.assurance_outcome is not null or version.assured_by_role is not null as is_assured
    from position
    join version on version.id = position.version
    where position.state in ('outstanding', 'closed', 'withdrawn or merged')
),
alike as (
    select row_number() over () as kind, state, role, outcome, basis, reason, is_complete, is_proposed, is_assured
    from (select distinct state, role, outcome, basis, reason, is_complete, is_proposed, is_assured from lived)
)
select
    recommendation, kind::integer as kind, state, role, outcome, basis, reason, is_complete, is_proposed, is_assured,
    case when state <> 'withdrawn or merged' then proposed_on - complete_on end as days_to_propose,
    closed_on - proposed_on as days_to_close
from lived
join alike using (state, role, outcome, basis, reason, is_complete, is_proposed, is_assured)
