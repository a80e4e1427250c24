-- One row per choice of recommendations: how many outstanding recommendations are in each band.
with chosen as (
    select group_id from position_groups where is_outstanding(state) and {where}
)
select {sums}
from due_date_bands
where group_id in (select group_id from chosen)
