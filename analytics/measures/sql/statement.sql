-- One row per period: every term of the stock and flow, from each unit's two states and the filter at each.
-- Reads: changed_groups, opening_groups, position_groups
with before as (
    select group_id, n from opening_groups where is_outstanding(state) and is_chosen
),
after as (
    select group_id, n, state from position_groups where is_chosen
),
pair as (
    select
        changed_groups.n,
        changed_groups.was,
        changed_groups.is_new,
        before.group_id is not null as was_inside,
        after.group_id is not null as inside,
        after.state as now
    from changed_groups
    left join before on before.group_id = changed_groups.group_id_before
    left join after on after.group_id = changed_groups.group_id
)
select
    coalesce((select sum(n) from before), 0)::bigint as opening,
    {terms},
    coalesce((select sum(n) from after where is_outstanding(state)), 0)::bigint as closing
from pair
