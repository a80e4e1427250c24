-- One row per way in which recommendations turned from one cell to another: how many did.
select was, is_new, close_reason, cell_before as unit_before, cell as unit, count(*)::integer as n
from {turned}
group by all
