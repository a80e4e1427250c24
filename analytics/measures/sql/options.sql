-- One row per filter field with one value a row, and value: how many recommendations on the register have it.
-- What is listed apart, such as causes of concern, is counted under its kind alone; its values are among the others.
with born as (
    select {columns}, {where} as is_counted
    from position
    where state <> state_not_yet()
),
field_value as (
    select field, value, is_counted
    from born unpivot include nulls (value for field in ({fields}))
)
select field, value, count(*) filter (is_counted or field = 'kind') as recommendations
from field_value
group by all
