-- One row per span, with everything that filters and measures ask of it.
select
    span.id as span, span.reference, span.from_day, span.to_day, span.version, span.state, span.status,
    span.ended_on, span.is_timed,
    span.born_on, span.is_dated, span.first_agreed_on,
    span.overdue_original, span.overdue_current, span.overdue_masked, span.no_due_date,
    version.source, version.kind, version.risk, version.strategic_priority, version.priority_framework,
    version.delivery_route, version.programme, version.business_group, version.owner_role, version.theme,
    version.root_cause, version.report, version.report_published_on, version.tags, version.classification,
    version.due_on, version.made_on, version.received_on, version.onboarded_on,
    version.response_due_on, version.response_extended_to, version.responded_on,
    version.action_complete_on, version.proposed_for_closure_on,
    span.redatings,
    coalesce(version.made_on, version.received_on) as aged_from,
    coalesce(ending.close_reason, version.close_reason) as close_reason,
    coalesce(ending.successor_reference, version.successor_reference) as successor_reference,
    coalesce(ending.assurance_outcome, version.assurance_outcome) as assurance_outcome
from span
join version on version.id = span.version
left join version as ending on ending.id = span.ending
