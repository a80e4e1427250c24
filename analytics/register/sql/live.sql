-- One row per turn after an extract that did not say ended: the newest such status.
with said as (
    select recommendation, first_day, status from held where not is_ended
)
select turn.recommendation, turn.from_day, said.status
from turn
asof join said on said.recommendation = turn.recommendation and turn.from_day >= said.first_day
