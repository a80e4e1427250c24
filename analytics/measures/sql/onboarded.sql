-- One row per on-boarding of the twelve months to the as-at day: its route, how many days after receipt, and what was advised.
-- Reads: event, extract, position, version
with decision as (
    select
        event.recommendation,
        latest.reference,
        coalesce(latest.source, '') as source,
        latest.text,
        coalesce(at_decision.delivery_route, '') as delivery_route,
        latest.received_on,
        event.took_effect_on as decided_on,
        date_trunc('month', event.took_effect_on)::date as month,
        event.after is not null as is_dated,
        case when is_dated and latest.received_on <= decided_on then date_diff('day', latest.received_on, decided_on) end as days,
        coalesce(at_decision.advised_by, at_decision.advised_on::varchar, at_decision.advised_achievable, at_decision.advised_route) is not null
            as has_advice,
        case when has_advice then at_decision.advised_by else latest.advised_by end as advised_by,
        case when has_advice then at_decision.advised_on else latest.advised_on end as advised_on,
        case when has_advice then at_decision.advised_achievable else latest.advised_achievable end as advised_achievable,
        case when has_advice then at_decision.advised_route else latest.advised_route end as route_advised
    from event
    join (select recommendation, version from position where state <> state_not_yet()) as chosen
        on chosen.recommendation = event.recommendation
    join version as latest on latest.id = chosen.version
    join extract on extract.as_at = event.extract_day
    join version as at_decision
        on at_decision.recommendation = event.recommendation and extract.n between at_decision.first_n and at_decision.last_n
    where event.kind = event_on_boarded()
        and event.took_effect_on between date_trunc('month', $as_at) - interval 11 months and $as_at
)
select
    recommendation, reference, source, text, delivery_route, received_on, decided_on, month, is_dated, days,
    advised_by, advised_on, advised_achievable,
    case when coalesce(advised_on <= decided_on, true) then route_advised end as advised_route,
    delivery_route <> '' and advised_route is not null as is_compared,
    is_compared and delivery_route <> advised_route as is_otherwise
from decision
