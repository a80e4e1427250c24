-- One row per moment: how many recommendations stand where, and from how many reports the open ones come.
select
    count(*) filter (state = 'outstanding') as outstanding,
    count(*) filter (status in ('open', 'proposed for closure')) as open,
    count(*) filter (status = 'awaiting on-boarding') as awaiting_onboarding,
    count(*) filter (status = 'disputed') as disputed,
    count(*) filter (status = 'proposed for closure') as proposed_for_closure,
    count(*) filter (status = 'closed') as closed,
    count(*) filter (status = 'not accepted') as not_accepted,
    count(*) filter (state = 'unknown') as state_unknown,
    count(*) filter (state = 'dropped') as dropped,
    count(distinct (source, report)) filter (
        status in ('open', 'proposed for closure') and source is not null and report is not null
    ) as reports,
    count(*) filter (overdue_original) as overdue_original,
    count(*) filter (overdue_current) as overdue_current,
    count(*) filter (overdue_masked) as overdue_masked,
    count(*) filter (no_due_date) as no_due_date
from position
where state <> 'not yet' and {where}
