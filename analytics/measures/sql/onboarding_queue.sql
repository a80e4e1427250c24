-- One row per recommendation that awaits on-boarding, the longest waiting first: how long, and what was advised by then.
with waiting as (
    select version from position where state = 'outstanding' and status = 'awaiting on-boarding' and {where}
),

told as (
    select
        version.reference,
        coalesce(version.source, '') as source,
        version.report,
        version.text,
        version.received_on,
        case when version.received_on <= $as_at then date_diff('day', version.received_on, $as_at) end as days,
        coalesce(version.advised_on <= $as_at, true)
        and coalesce(
            version.advised_by, version.advised_achievable, version.advised_route, version.advised_on::varchar
        ) is not null as is_advised,
        version.advised_by,
        version.advised_on,
        version.advised_achievable,
        version.advised_route
    from waiting
    join version on version.id = waiting.version
)

select
    reference, source, report, text, received_on, days, is_advised,
    case when is_advised then advised_by end as advised_by,
    case when is_advised then advised_on end as advised_on,
    case when is_advised then advised_achievable end as advised_achievable,
    case when is_advised then advised_route end as advised_route
from told
order by days desc nulls last, reference
