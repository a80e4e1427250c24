-- One row per version up to $known: the values that events are made of, and those of the version before it.
-- In a column that its file does not have, a version has what the version before it has.
with cell as (
    select
        version.recommendation, version.first_n, extract.as_at as extract_day, version.status,
        last_value(cell_of(file.columns, 'received_on', version.received_on) ignore nulls) over so_far as received_on,
        last_value(cell_of(file.columns, 'made_on', version.made_on) ignore nulls) over so_far as made_on,
        last_value(cell_of(file.columns, 'report_published_on', version.report_published_on) ignore nulls) over so_far as report_published_on,
        last_value(cell_of(file.columns, 'onboarded_on', version.onboarded_on) ignore nulls) over so_far as onboarded_on,
        last_value(cell_of(file.columns, 'original_due_on', version.original_due_on) ignore nulls) over so_far as original_due_on,
        last_value(cell_of(file.columns, 'action_complete_on', version.action_complete_on) ignore nulls) over so_far as action_complete_on,
        last_value(cell_of(file.columns, 'proposed_for_closure_on', version.proposed_for_closure_on) ignore nulls) over so_far as proposed_for_closure_on,
        last_value(cell_of(file.columns, 'closed_on', version.closed_on) ignore nulls) over so_far as closed_on,
        last_value(cell_of(file.columns, 'close_reason', version.close_reason) ignore nulls) over so_far as close_reason
    from version
    join extract on extract.n = version.first_n
    join extract as file on file.n = version.file_n
    where version.first_n <= $known
    window so_far as (
        partition by version.recommendation order by version.first_n rows between unbounded preceding and current row
    )
),
version_facts as (
    select recommendation, first_n, extract_day, status, struct_pack(
        status := status,
        received_on := received_on.value,
        made_on := made_on.value,
        report_published_on := report_published_on.value,
        onboarded_on := onboarded_on.value,
        original_due_on := original_due_on.value,
        action_complete_on := action_complete_on.value,
        proposed_for_closure_on := proposed_for_closure_on.value,
        closed_on := closed_on.value,
        close_reason := close_reason.value
    ) as current
    from cell
)
select recommendation, first_n, extract_day, status, current, lag(current) over earlier as previous
from version_facts window earlier as (partition by recommendation order by first_n)
