-- One row per version up to $known, with what events are made of, and what its recommendation's version before it said.
with version_says as (
    select
        version.recommendation,
        version.first_n,
        extract.as_at as said_in,
        version.status,
        struct_pack(
            status := version.status,
            received_on := version.received_on,
            made_on := version.made_on,
            report_published_on := version.report_published_on,
            onboarded_on := version.onboarded_on,
            due_on := version.due_on,
            original_due_on := version.original_due_on,
            action_complete_on := version.action_complete_on,
            proposed_for_closure_on := version.proposed_for_closure_on,
            closed_on := version.closed_on,
            close_reason := version.close_reason
        ) as says
    from version
    join extract on extract.n = version.first_n
    where version.first_n <= $known
)
select recommendation, first_n, said_in, status, says, lag(says) over (partition by recommendation order by first_n) as said
from version_says
