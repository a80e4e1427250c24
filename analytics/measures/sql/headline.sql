-- One row per moment: how many recommendations stand where, and from how many reports the open ones come.
select
    count_if(state = 'outstanding') as outstanding,
    count_if(status in ('open', 'proposed for closure')) as open,
    count_if(status = 'awaiting on-boarding') as awaiting_onboarding,
    count_if(status = 'disputed') as disputed,
    count_if(status = 'proposed for closure') as proposed_for_closure,
    count_if(status = 'closed') as closed,
    count_if(status = 'not accepted') as not_accepted,
    count_if(state = 'unknown') as state_unknown,
    count_if(state = 'dropped') as dropped,
    count(distinct (source, report)) filter (
        status in ('open', 'proposed for closure') and source is not null and report is not null
    ) as reports,
    count_if(overdue_original) as overdue_original,
    count_if(overdue_current) as overdue_current,
    count_if(overdue_masked) as overdue_masked,
    count_if(no_due_date) as no_due_date
from position
where state <> 'not yet' and {where}
