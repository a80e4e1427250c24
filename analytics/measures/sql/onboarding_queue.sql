-- One row per recommendation that awaits on-boarding, the longest waiting first: how long, what was advised by then.
-- Reads: position_groups, undecided, version
with chosen as (
    select group_id from position_groups where is_outstanding(state) and status = status_awaiting() and is_chosen
)
select
    version.reference,
    undecided.source,
    version.report,
    version.text,
    version.received_on,
    undecided.days,
    undecided.is_advised,
    case when is_advised then version.advised_by end as advised_by,
    case when is_advised then version.advised_on end as advised_on,
    case when is_advised then version.advised_achievable end as advised_achievable,
    case when is_advised then version.advised_route end as advised_route
from undecided
join version on version.id = undecided.version
where undecided.group_id in (select group_id from chosen)
    and coalesce(undecided.source = $only_source, true) and coalesce(undecided.answer = $only_answer, true)
order by undecided.days desc nulls last, version.reference
