-- One row per filter field with one value a row, and value: how many of the recommendations chosen have it.
-- Reads: position, version
with born as (
    select {columns}, is_chosen as is_counted
    from position
    join version on version.id = position.version
    where state <> state_not_yet()
),
field_value as (
    select field, value, is_counted
    from born unpivot include nulls (value for field in ({fields}))
)
select field, value, count(*) filter (is_counted) as recommendations
from field_value
group by all
