-- One row per on-boarding of the twelve months to the as-at day: its route, and what was advised when it was told and since.
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
    case
        when event.after is not null and now.received_on <= event.took_effect_on
        then date_diff('day', now.received_on, event.took_effect_on)
    end as days,
    told.advised_by, told.advised_on, told.advised_achievable, told.advised_route,
    now.advised_by as since_advised_by, now.advised_on as since_advised_on,
    now.advised_achievable as since_advised_achievable, now.advised_route as since_advised_route
from event
join (select recommendation, version from position where state <> 'not yet') as placed
    on placed.recommendation = event.recommendation
join version as now on now.id = placed.version
join extract on extract.as_at = event.said_in
join version as told on told.recommendation = event.recommendation and extract.n between told.first_n and told.last_n
where event.kind = 'on-boarded'
    and event.took_effect_on between date_trunc('month', $as_at) - interval 11 months and $as_at
