-- One row per cell of the chosen with how many it has, and one per cell with new ones with how many those are.
with counted as (
    select cell, count(*) as n, 0 as fresh from position where state <> 'not yet' and {where} group by cell
    union all
    select cell, 0, count(*)
    from (select cell, recommendation from position where state <> 'not yet' and is_dated and born_on > $since and {where})
    semi join (select recommendation from turned where was = 'not yet') using (recommendation)
    group by cell
)
select
    cell.state::varchar as state, cell.status::varchar as status, cell.source::varchar as source,
    cell.kind::varchar as kind, cell.risk::varchar as risk, cell.strategic_priority::varchar as strategic_priority,
    cell.delivery_route::varchar as delivery_route, cell.programme::varchar as programme, cell.tags as tag,
    counted.n, counted.fresh
from counted
join cell on cell.cell = counted.cell
