-- One row per version up to $known: the values that events are made of, and those of the version before it.
-- Reads: carried_version, extract
with version_facts as (
    select
        version.recommendation,
        version.first_n,
        extract.as_at as extract_day,
        version.status,
        struct_pack(
            status := version.status,
            received_on := version.received_on,
            made_on := version.made_on,
            report_published_on := version.report_published_on,
            onboarded_on := version.onboarded_on,
            original_due_on := version.original_due_on,
            action_complete_on := version.action_complete_on,
            proposed_for_closure_on := version.proposed_for_closure_on,
            closed_on := version.closed_on,
            close_reason := version.close_reason
        ) as current
    from {carried_version} as version
    join extract on extract.n = version.first_n
    where version.first_n <= $known
)
select
    recommendation, first_n, extract_day, status, current,
    lag(current) over (partition by recommendation order by first_n) as previous
from version_facts
