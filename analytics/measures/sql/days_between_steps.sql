-- One row per recommendation outstanding or closed and step with both its days recorded: the days between them.
-- Reads: position, version
with step_dates as (
    select
        position.recommendation,
        case when version.action_complete_on <= $as_at then version.action_complete_on end as complete_on,
        case when version.proposed_for_closure_on <= $as_at then version.proposed_for_closure_on end as proposed_on,
        case when position.state = state_closed() and position.ended_from is null then position.ended_on end as closed_on
    from position
    join version on version.id = position.version
    where position.state in (state_outstanding(), state_closed()) and version.proposed_for_closure_on is not null
)
select recommendation, 'Proposed for closure' as step, proposed_on - complete_on as days
from step_dates
where days is not null
union all
select recommendation, 'Closed', closed_on - proposed_on
from step_dates
where closed_on - proposed_on is not null
