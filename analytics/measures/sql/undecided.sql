-- One row per outstanding recommendation that awaits on-boarding, or has a route or a programme and no date of a decision.
-- Reads: event, position, version
with outstanding as (
    select
        position.recommendation,
        position.version,
        coalesce(version.source, '') as source,
        coalesce(position.status = status_awaiting(), false) as is_waiting,
        is_waiting and position.recommendation in (
            select recommendation from event
            where kind = event_on_boarded() and took_effect_on <= $as_at and extract_day > $as_at
        ) as is_decided,
        version.onboarded_on is null
            and (version.delivery_route is not null or version.programme is not null) as is_exception,
        case when version.received_on <= $as_at then date_diff('day', version.received_on, $as_at) end as days,
        coalesce(version.advised_on <= $as_at, true) and coalesce(
            version.advised_by, version.advised_on::varchar, version.advised_achievable, version.advised_route
        ) is not null as is_advised,
        case when is_advised then coalesce(version.advised_achievable, '') else 'no advice' end as answer
    from position
    join version on version.id = position.version
    where is_outstanding(position.state)
)
select recommendation, version, source, is_waiting, is_decided, is_exception, days, is_advised, answer
from outstanding
where is_waiting or is_exception
