-- One row per recommendation of {list} that the filters choose, the first $limit in order, with counts of them all.
-- Reads: position_groups, version, {list}
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
),
chosen_rows as materialized (
    select version, reference, {columns} from {list} where group_id in (select group_id from chosen)
),
counted as (
    select {counts} from chosen_rows
),
shown as (
    select version, reference, {columns} from chosen_rows order by {order}, reference limit $limit
),
recommendation_text as (
    select id, source, text from version
)
select reference, source, text, {columns}, {counted}
from shown
join recommendation_text on recommendation_text.id = shown.version
cross join counted
order by {order}, reference
