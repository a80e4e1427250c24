-- One row per place in $days on which anything moved: what was outstanding and came into the filter since the day before,
-- or left it.
with told as (
    select unit, first_n, coalesce({where}, false) as inside from walk_tally
)
select
    after.first_n as place,
    coalesce(sum(walk_turn.n) filter (after.inside), 0)::bigint as moved_in,
    coalesce(sum(walk_turn.n) filter (before.inside), 0)::bigint as moved_out
from walk_turn
join told as after on after.unit = walk_turn.unit
join told as before on before.unit = walk_turn.unit_before
where after.inside <> before.inside
group by place
