-- One row per column and value: how many are open, closed (a stock), outstanding, and new in the period.
with counted as (
    select
        source, status, risk, strategic_priority, delivery_route, programme,
        status in ('open', 'proposed for closure') as is_open,
        status = 'closed' as is_closed,
        state = 'outstanding' as is_outstanding,
        is_dated and born_on > $since
            and recommendation not in (select recommendation from opening where state <> 'not yet') as is_new
    from position
    where state <> 'not yet' and {where}
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
    count(*) filter (is_open) as open,
    count(*) filter (is_closed) as closed,
    count(*) filter (is_outstanding) as outstanding,
    count(*) filter (is_new) as new
from counted
group by grouping sets (
    (source), (status), (risk), (strategic_priority), (delivery_route), (programme)
)
