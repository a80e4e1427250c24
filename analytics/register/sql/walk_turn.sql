-- One row per cell of a walk and the cell of what was outstanding before it and was altered: how many spans are so.
select before.cell as unit_before, walk.cell as unit, count(*)::integer as n
from {walk} as walk
join {walk} as before on before.walk = walk.walk_before
where walk.is_altered and is_outstanding(before.state)
group by all
