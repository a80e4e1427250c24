-- One row per choice of recommendations: how many outstanding recommendations are in each band.
-- Reads: due_date_bands_groups, position_groups
with chosen as (
    select group_id from position_groups where is_outstanding(state) and is_chosen
)
select {sums}
from due_date_bands_groups
where group_id in (select group_id from chosen)
