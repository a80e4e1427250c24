-- One row per combination of what is broken down by, of the chosen: how many have it, and how many of these are new.
with fresh as (
    select unit, sum(n) as fresh from turn where was = state_not_yet() and is_new group by unit
),
counted as (
    select tally.cell, sum(tally.n)::bigint as n, coalesce(sum(fresh.fresh), 0)::bigint as fresh
    from tally
    left join fresh on fresh.unit = tally.unit
    where state <> state_not_yet() and {where}
    group by tally.cell
)
select
    cell.state::varchar as state, cell.status::varchar as status, cell.source::varchar as source,
    cell.kind::varchar as kind, cell.risk::varchar as risk, cell.strategic_priority::varchar as strategic_priority,
    cell.delivery_route::varchar as delivery_route, cell.programme::varchar as programme, cell.tags as tag,
    sum(counted.n)::bigint as n, sum(counted.fresh)::bigint as fresh
from counted
join cell on cell.cell = counted.cell
group by all
