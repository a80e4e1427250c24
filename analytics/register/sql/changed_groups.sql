-- One row per way in which recommendations moved from one group to another: how many did.
-- Reads: changed_between
select was, is_new, close_reason, row_group_before as group_id_before, row_group as group_id, count(*)::integer as n
from {changed_between}
group by all
