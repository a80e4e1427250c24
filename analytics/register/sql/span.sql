-- One row per recommendation and stretch of days [from_day, to_day) in which state, row and lateness stay the same.
select
    row_number() over () as span,
    stated.recommendation,
    stated.from_day,
    coalesce(
        lead(stated.from_day) over (partition by stated.recommendation order by stated.from_day), date '9999-12-31'
    ) as to_day,
    stated.version,
    stated.state::state as state,
    stated.status::status as status,
    stated.ended_on,
    stated.ended_from,
    stated.is_timed,
    case when stated.is_timed then stated.ended_on end as closed_on,
    birth.born_on,
    birth.is_dated,
    redating.times as redatings,
    birth.first_agreed_on,
    coalesce(is_outstanding(stated.state) and first_agreed_on < stated.from_day, false) as overdue_original,
    coalesce(is_outstanding(stated.state) and facet.due_on < stated.from_day, false) as overdue_current,
    overdue_original and not overdue_current and facet.due_on is not null as overdue_masked,
    overdue_original and facet.due_on is null as late_no_current_date,
    is_outstanding(stated.state) and facet.due_on is null as no_due_date,
    case when stated.ending is not null then ending.close_reason else facet.close_reason end as close_reason,
    facet.source, facet.kind, facet.risk, facet.strategic_priority, facet.delivery_route, facet.programme,
    facet.business_group, facet.theme, facet.report_number, facet.classification, facet.due_on, facet.aged_from
from stated
join facet on facet.id = stated.version
left join facet as ending on ending.id = stated.ending
join redating on redating.version = stated.version
join birth on birth.recommendation = stated.recommendation
