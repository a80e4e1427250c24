-- One row per state change day after an extract that gave an open status: the newest such status.
-- Reads: known_version, state_change_day
with open_version as (
    select recommendation, first_day, status from known_version where not is_ended
)
select change_day.recommendation, change_day.from_day, open_version.status
from state_change_day as change_day
asof join open_version
    on open_version.recommendation = change_day.recommendation and change_day.from_day >= open_version.first_day
