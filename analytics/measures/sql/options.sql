-- One row per filter field with one value a row, and value: how many of the recommendations chosen have it.
with born as (
    select {columns}, {where} as is_counted
    from position
    where state <> state_not_yet()
),
field_value as (
    select field, value, is_counted
    from born unpivot include nulls (value for field in ({fields}))
)
select field, value, count(*) filter (is_counted) as recommendations
from field_value
group by all
