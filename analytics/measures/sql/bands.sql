-- One row per moment: how many outstanding recommendations are in each band.
with chosen as (
    select unit from tally where is_outstanding(state) and {where}
)
select {sums}
from banded
where unit in (select unit from chosen)
