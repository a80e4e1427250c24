-- One row per combination of what is broken down by, of the chosen: how many have it, and how many of these are new.
-- Reads: changed_groups, position_group, position_groups
with new_in_group as (
    select group_id, sum(n) as new from changed_groups where was = state_not_yet() and is_new group by group_id
),
chosen as (
    select groups.row_group, sum(groups.n)::bigint as n, coalesce(sum(new_in_group.new), 0)::bigint as new
    from position_groups as groups
    left join new_in_group on new_in_group.group_id = groups.group_id
    where state <> state_not_yet() and is_chosen
    group by groups.row_group
)
select
    state::varchar as state, status::varchar as status, source::varchar as source, kind::varchar as kind,
    risk::varchar as risk, strategic_priority::varchar as strategic_priority,
    delivery_route::varchar as delivery_route, programme::varchar as programme, tags as tag,
    sum(chosen.n)::bigint as n, sum(chosen.new)::bigint as new
from chosen
join position_group on position_group.row_group = chosen.row_group
group by all
