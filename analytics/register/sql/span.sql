-- One row per recommendation and stretch of days [from_day, to_day) in which state, row and lateness stay the same.
-- Reads: birth, redating_count, state_on_day, version_facets
select
    row_number() over () as span,
    day_state.recommendation,
    day_state.from_day,
    coalesce(
        lead(day_state.from_day) over (partition by day_state.recommendation order by day_state.from_day), date '9999-12-31'
    ) as to_day,
    day_state.version,
    day_state.state::state as state,
    day_state.status::status as status,
    day_state.ended_on,
    day_state.ended_from,
    day_state.is_timed,
    case when day_state.is_timed then day_state.ended_on end as closed_on,
    birth.born_on,
    birth.is_dated,
    redating_count.redatings,
    birth.first_agreed_on,
    coalesce(is_outstanding(day_state.state) and first_agreed_on < day_state.from_day, false) as overdue_original,
    coalesce(is_outstanding(day_state.state) and facets.due_on < day_state.from_day, false) as overdue_current,
    overdue_original and not overdue_current and facets.due_on is not null as overdue_masked,
    overdue_original and facets.due_on is null as late_no_current_date,
    is_outstanding(day_state.state) and facets.due_on is null as no_due_date,
    case when day_state.closing_version is not null then closing.close_reason else facets.close_reason end as close_reason,
    facets.source, facets.kind, facets.risk, facets.strategic_priority, facets.delivery_route, facets.programme,
    facets.business_group, facets.theme, facets.report_number, facets.classification, facets.due_on, facets.aged_from
from state_on_day as day_state
join version_facets as facets on facets.id = day_state.version
left join version_facets as closing on closing.id = day_state.closing_version
join redating_count on redating_count.version = day_state.version
join birth on birth.recommendation = day_state.recommendation
