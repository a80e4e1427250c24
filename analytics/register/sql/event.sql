-- One row per event: the day it took effect, the extract that first said so, the column that tells it and its values.
select birth.recommendation, event_received() as kind, birth.born_on as took_effect_on, birth.first_day as said_in,
    null::varchar as column_name, null::varchar as before, null::varchar as after
from birth
union all
select recommendation, kind, said_in, said_in, null, null, null
from coming
union all
select spell.recommendation, event_closed(), spell.begins_on, spell.first_day, 'status', null, version.status
from spell
join version on version.id = spell.version
union all
select recommendation, event_on_boarded(), coalesce(onboarded_on, said_in), said_in, 'onboarded_on', null, onboarded_on::varchar
from onboarding
union all
select recommendation, event_proposed(), took_effect_on, said_in, 'proposed_for_closure_on',
    before::varchar, after::varchar
from proposal
union all
select recommendation, event_action_complete(), says.action_complete_on, said_in, 'action_complete_on',
    null, says.action_complete_on::varchar
from told
where says.action_complete_on is not null and said.action_complete_on is null
union all
select recommendation, kind, said_in, said_in, column_name, before, after
from change
union all
select recommendation, event_reopened(), said_in, said_in, 'status', status_before, status
from reopening
union all
select recommendation, event_corrected(), said_in, said_in, column_name, before, after
from correction
