-- One row per on-boarding of twelve months of which {which} holds: when, by which route, how many days after receipt, what advised.
-- Reads: onboarded, position_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
)
select
    reference, source, text, delivery_route, received_on, decided_on, days,
    advised_by, advised_on, advised_achievable, advised_route
from onboarded
where {which} and group_id in (select group_id from chosen)
order by decided_on desc, reference
limit $limit
