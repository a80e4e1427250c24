-- One row per on-boarding of the twelve months to the as-at day: its route, how many days after receipt, and what was advised.
with decided as (
    select
        event.recommendation,
        now.reference,
        coalesce(now.source, '') as source,
        now.text,
        coalesce(told.delivery_route, '') as delivery_route,
        now.received_on,
        event.took_effect_on as decided_on,
        date_trunc('month', event.took_effect_on)::date as month,
        event.after is not null as is_dated,
        case when is_dated and now.received_on <= decided_on then date_diff('day', now.received_on, decided_on) end as days,
        coalesce(told.advised_by, told.advised_on::varchar, told.advised_achievable, told.advised_route) is not null
            as is_told,
        case when is_told then told.advised_by else now.advised_by end as advised_by,
        case when is_told then told.advised_on else now.advised_on end as advised_on,
        case when is_told then told.advised_achievable else now.advised_achievable end as advised_achievable,
        case when is_told then told.advised_route else now.advised_route end as route_advised
    from event
    join (select recommendation, version from position where state <> state_not_yet()) as placed
        on placed.recommendation = event.recommendation
    join version as now on now.id = placed.version
    join extract on extract.as_at = event.said_in
    join version as told
        on told.recommendation = event.recommendation and extract.n between told.first_n and told.last_n
    where event.kind = event_on_boarded()
        and event.took_effect_on between date_trunc('month', $as_at) - interval 11 months and $as_at
)
select
    recommendation, reference, source, text, delivery_route, received_on, decided_on, month, is_dated, days,
    advised_by, advised_on, advised_achievable,
    case when coalesce(advised_on <= decided_on, true) then route_advised end as advised_route,
    delivery_route <> '' and advised_route is not null as is_compared,
    is_compared and delivery_route <> advised_route as is_otherwise
from decided
