-- One row per version that newly proposes closure, by its status or by a date; a date that was there before is not new.
-- Reads: version_with_previous
select
    recommendation,
    extract_day,
    case when current.proposed_for_closure_on is distinct from previous.proposed_for_closure_on
        then coalesce(current.proposed_for_closure_on, extract_day) else extract_day end as took_effect_on,
    previous.proposed_for_closure_on as before,
    current.proposed_for_closure_on as after
from version_with_previous
where (status = status_proposed() and previous.status is distinct from status_proposed())
    or (current.proposed_for_closure_on is not null and previous.proposed_for_closure_on is null)
