-- One row per place in $days on which anything moved: what was outstanding and came into the filter since the day before,
-- or left it.
-- Reads: altered_groups, series_groups
with series as (
    select group_id, first_n, was, coalesce(is_chosen, false) as inside from series_groups
),
pair as (
    select after.first_n as place, altered_groups.n, after.was, before.inside as was_inside, after.inside
    from altered_groups
    join series as after on after.group_id = altered_groups.group_id
    join series as before on before.group_id = altered_groups.group_id_before
    where after.inside <> before.inside
)
select place, {terms}
from pair
group by place
