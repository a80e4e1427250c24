-- One row per on-boarding of twelve months to the as-at day: when, by which route, how many days after receipt, what advised.
with chosen as (
    select recommendation from position where state <> 'not yet' and {where}
),
advised as (
    select
        told.reference, told.source, told.text, told.delivery_route, told.received_on, told.decided_on, told.month,
        told.is_dated, told.days,
        case when {is_advised} then told.advised_by else told.since_advised_by end as advised_by,
        case when {is_advised} then told.advised_on else told.since_advised_on end as advised_on,
        case when {is_advised} then told.advised_achievable else told.since_advised_achievable end as advised_achievable,
        case when {is_advised} then told.advised_route else told.since_advised_route end as advised_route
    from onboarded as told
    where told.recommendation in (select recommendation from chosen)
)
select
    reference, source, text, delivery_route, received_on, decided_on, month, is_dated, days,
    advised_by, advised_on, advised_achievable,
    case when coalesce(advised_on <= decided_on, true) then advised_route end as advised_route
from advised
order by decided_on desc, reference
