-- One row per value of a column that holds lists, and one for blank: how many recommendations on the register have it.
-- Reads: position, version
with listed_value as (
    select
        is_chosen as is_counted,
        unnest(case when len(version.{column}) > 0 then list_distinct(version.{column}) else [null] end) as value
    from position
    join version on version.id = position.version
    where state <> state_not_yet()
)
select value, count(*) filter (is_counted) as recommendations
from listed_value
group by value
