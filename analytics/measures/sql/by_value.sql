-- One row per column and value: how many are open, closed (a stock), outstanding, and new in the period.
with counted as (
    select cell, count(*) as n, 0 as fresh from position where state <> 'not yet' and {where} group by cell
    union all
    select cell, 0, count(*)
    from (select cell, recommendation from position where state <> 'not yet' and is_dated and born_on > $since and {where})
    semi join (select recommendation from turned where was = 'not yet') using (recommendation)
    group by cell
)
select
    case
        when grouping(source) = 0 then 'source'
        when grouping(status) = 0 then 'status'
        when grouping(risk) = 0 then 'risk'
        when grouping(strategic_priority) = 0 then 'strategic_priority'
        when grouping(delivery_route) = 0 then 'delivery_route'
        else 'programme'
    end as by_column,
    coalesce(
        source::varchar, status::varchar, risk::varchar, strategic_priority::varchar,
        delivery_route::varchar, programme::varchar, ''
    ) as value,
    coalesce(sum(n) filter (status in ('open', 'proposed for closure')), 0)::bigint as open,
    coalesce(sum(n) filter (status = 'closed'), 0)::bigint as closed,
    coalesce(sum(n) filter (state = 'outstanding'), 0)::bigint as outstanding,
    sum(fresh)::bigint as new
from counted
join cell on cell.cell = counted.cell
group by grouping sets (
    (source), (status), (risk), (strategic_priority), (delivery_route), (programme)
)
