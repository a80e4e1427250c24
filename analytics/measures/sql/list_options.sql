-- One row per value of a column that holds lists, and one for blank: how many recommendations on the register have it.
with listed_value as (
    select
        {where} as is_counted,
        unnest(case when len(position.{column}) > 0 then list_distinct(position.{column}) else [null] end) as value
    from position
    where state <> state_not_yet()
)
select value, count(*) filter (is_counted) as recommendations
from listed_value
group by value
