-- One row per recommendation of {kept} that the filters choose, the first $limit in their order, with counts of them all.
with chosen as (
    select unit from tally where state <> state_not_yet() and {where}
),
found as materialized (
    select version, reference, {columns} from {kept} where unit in (select unit from chosen)
),
counted as (
    select {counts} from found
),
shown as (
    select version, reference, {columns} from found order by {order}, reference limit $limit
),
worded as (
    select id, source, text from version
)
select reference, source, text, {columns}, {counted}
from shown
join worded on worded.id = shown.version
cross join counted
order by {order}, reference
