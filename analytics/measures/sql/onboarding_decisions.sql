-- One row per on-boarding from $since to the as-at day: when, by which route, how many days after receipt, what advised.
with chosen as (
    select recommendation, version from position where state <> 'not yet' and {where}
)
select
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
    told_advice.advised_by,
    told_advice.advised_on,
    told_advice.advised_achievable,
    case
        when coalesce(told_advice.advised_on <= event.took_effect_on, true) then told_advice.advised_route
    end as advised_route
from event
join chosen on chosen.recommendation = event.recommendation
join version as now on now.id = chosen.version
join extract on extract.as_at = event.said_in
join version as told on told.recommendation = event.recommendation and extract.n between told.first_n and told.last_n
join version as told_advice on told_advice.id = case
    when {is_advised} then told.id else now.id
end
where event.kind = 'on-boarded' and event.took_effect_on between $since and $as_at
order by decided_on desc, now.reference
