-- One row per {column} and source: how many are open, came in the last twelve months, and in the twelve before.
with chosen as (
    select version, status, born_on, is_dated from position where state not in ('not yet', 'dropped') and {where}
)
select
    coalesce(version.{column}, '') as value,
    version.source,
    count(*) filter (chosen.status in ('open', 'proposed for closure')) as open,
    count(*) filter (chosen.is_dated and chosen.born_on > $since) as received,
    count(*) filter (chosen.is_dated and chosen.born_on > $earlier and chosen.born_on <= $since) as received_before,
    count(*) as made
from chosen
join version on version.id = chosen.version
group by all
order by open desc, value, version.source
