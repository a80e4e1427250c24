-- One row per event: the day it took effect, the extract that first said so, the column that tells it and its values.
-- Reads: birth, change, closed_spell, correction, onboarding, presence_change, proposal, reopening, version,
--   version_with_previous
select birth.recommendation, event_received() as kind, birth.born_on as took_effect_on, birth.first_day as extract_day,
    null::varchar as column_name, null::varchar as before, null::varchar as after
from birth
union all
select recommendation, kind, extract_day, extract_day, null, null, null
from presence_change
union all
select spell.recommendation, event_closed(), spell.begins_on, spell.first_day, 'status', null, version.status
from closed_spell as spell
join version on version.id = spell.version
union all
select
    recommendation, event_on_boarded(), coalesce(onboarded_on, extract_day), extract_day, 'onboarded_on', null,
    onboarded_on::varchar
from onboarding
union all
select recommendation, event_proposed(), took_effect_on, extract_day, 'proposed_for_closure_on',
    before::varchar, after::varchar
from proposal
union all
select recommendation, event_action_complete(), current.action_complete_on, extract_day, 'action_complete_on',
    null, current.action_complete_on::varchar
from version_with_previous
where current.action_complete_on is not null and previous.action_complete_on is null
union all
select recommendation, kind, extract_day, extract_day, column_name, before, after
from change
union all
select recommendation, event_reopened(), extract_day, extract_day, 'status', status_before, status
from reopening
union all
select recommendation, event_corrected(), extract_day, extract_day, column_name, before, after
from correction
