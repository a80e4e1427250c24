-- One row per version that newly proposes closure, by its status or by a date; a date that was there before is not new.
select
    recommendation,
    said_in,
    case when says.proposed_for_closure_on is distinct from said.proposed_for_closure_on
        then coalesce(says.proposed_for_closure_on, said_in) else said_in end as took_effect_on,
    said.proposed_for_closure_on as before,
    says.proposed_for_closure_on as after
from told
where (status = status_proposed() and said.status is distinct from status_proposed())
    or (says.proposed_for_closure_on is not null and said.proposed_for_closure_on is null)
