-- One row per recommendation that awaits on-boarding, the longest waiting first: how long, what was advised by then.
with chosen as (
    select unit from tally where is_outstanding(state) and status = status_awaiting() and {where}
)
select
    told.reference,
    undecided.source,
    told.report,
    told.text,
    told.received_on,
    undecided.days,
    undecided.is_advised,
    case when is_advised then told.advised_by end as advised_by,
    case when is_advised then told.advised_on end as advised_on,
    case when is_advised then told.advised_achievable end as advised_achievable,
    case when is_advised then told.advised_route end as advised_route
from undecided
join version as told on told.id = undecided.version
where undecided.unit in (select unit from chosen)
    and coalesce(undecided.source = $only_source, true) and coalesce(undecided.answer = $only_answer, true)
order by undecided.days desc nulls last, told.reference
