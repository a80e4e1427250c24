-- One row per recommendation that awaits on-boarding, the longest waiting first: how long, and what was advised by then.
with waiting as (
    select version from position where state = 'outstanding' and status = 'awaiting on-boarding' and {where}
),
asked as (
    select
        told.reference,
        coalesce(told.source, '') as source,
        told.report,
        told.text,
        told.received_on,
        case when told.received_on <= $as_at then date_diff('day', told.received_on, $as_at) end as days,
        coalesce(told.advised_on <= $as_at, true) and {is_advised} as is_advised,
        told.advised_by,
        told.advised_on,
        told.advised_achievable,
        told.advised_route
    from waiting
    join version as told on told.id = waiting.version
)
select
    reference, source, report, text, received_on, days, is_advised,
    case when is_advised then advised_by end as advised_by,
    case when is_advised then advised_on end as advised_on,
    case when is_advised then advised_achievable end as advised_achievable,
    case when is_advised then advised_route end as advised_route
from asked
order by days desc nulls last, reference
