-- One row per {column} and year: how many recommendations came in it.
with chosen as (
    select version, born_on from position where state not in ('not yet', 'dropped') and is_dated and {where}
)
select coalesce(version.{column}, '') as value, year(chosen.born_on) as year, count(*) as received
from chosen
join version on version.id = chosen.version
group by all
order by value, year
