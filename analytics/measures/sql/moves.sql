-- One row per place in $days on which anything moved: what was outstanding and came into the filter since the day before,
-- or left it.
with told as (
    select unit, first_n, was, coalesce({where}, false) as inside from walk_tally
),
pair as (
    select after.first_n as place, walk_turn.n, after.was, before.inside as was_inside, after.inside
    from walk_turn
    join told as after on after.unit = walk_turn.unit
    join told as before on before.unit = walk_turn.unit_before
    where after.inside <> before.inside
)
select place, {terms}
from pair
group by place
