-- One row per tag, and one for none: how many are open, closed (a stock), outstanding, and new in the period.
with counted as (
    select cell, count(*) as n, 0 as fresh from position where state <> 'not yet' and {where} group by cell
    union all
    select cell, 0, count(*)
    from (select cell, recommendation from position where state <> 'not yet' and is_dated and born_on > $since and {where})
    semi join (select recommendation from turned where was = 'not yet') using (recommendation)
    group by cell
)
select
    'tag' as by_column,
    coalesce(tag, '') as value,
    coalesce(sum(n) filter (status in ('open', 'proposed for closure')), 0)::bigint as open,
    coalesce(sum(n) filter (status = 'closed'), 0)::bigint as closed,
    coalesce(sum(n) filter (state = 'outstanding'), 0)::bigint as outstanding,
    sum(fresh)::bigint as new
from counted
join cell on cell.cell = counted.cell,
    (select unnest(case when len(cell.tags) > 0 then cell.tags else [null] end) as tag)
group by tag
