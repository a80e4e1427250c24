-- One row per kind, and one for none: how many are open, closed (a stock), outstanding, and new in the period.
select
    'kind' as by_column,
    coalesce(kind::varchar, '') as value,
    count(*) filter (status in ('open', 'proposed for closure')) as open,
    count(*) filter (status = 'closed') as closed,
    count(*) filter (state = 'outstanding') as outstanding,
    count(*) filter (
        is_dated and born_on > $since
        and recommendation not in (select recommendation from opening where state <> 'not yet')
    ) as new
from position
where state <> 'not yet' and {where}
group by kind
