-- One row per recommendation and stretch of days [from_day, to_day) in which state, row and lateness stay the same.
select
    row_number() over () as id,
    stated.reference,
    stated.from_day,
    coalesce(
        lead(stated.from_day) over (partition by stated.reference order by stated.from_day), date '9999-12-31'
    ) as to_day,
    stated.version,
    stated.ending,
    stated.ended_on,
    stated.is_timed,
    stated.state,
    stated.status,
    birth.born_on,
    birth.is_dated,
    redating.times as redatings,
    coalesce(version.original_due_on, birth.first_due_on) as first_agreed_on,
    coalesce(stated.state = 'outstanding' and first_agreed_on < stated.from_day, false) as overdue_original,
    coalesce(stated.state = 'outstanding' and version.due_on < stated.from_day, false) as overdue_current,
    overdue_original and not overdue_current as overdue_masked,
    stated.state = 'outstanding' and version.due_on is null as no_due_date
from stated
join version on version.id = stated.version
join redating on redating.version = stated.version
join birth on birth.reference = stated.reference
