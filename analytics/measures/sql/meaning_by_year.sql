-- One row per {column} and year, null where undated: how many recommendations came in it; those dropped apart.
with chosen as (
    select version, state, born_on, is_dated from position where state <> 'not yet' and {where}
)
select
    coalesce(version.{column}, '') as value,
    case when chosen.is_dated then year(chosen.born_on) end as year,
    count(*) filter (chosen.state <> 'dropped') as received,
    count(*) filter (chosen.state = 'dropped') as dropped
from chosen
join version on version.id = chosen.version
group by all
order by value, year
