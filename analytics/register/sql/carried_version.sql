-- One row per version up to $known, with what the version before it has in each column that its file does not have.
-- Reads: extract, version
with cell as (
    select
        version.recommendation, version.first_n, version.status,
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
    join extract as file on file.n = version.file_n
    where version.first_n <= $known
    window so_far as (
        partition by version.recommendation order by version.first_n rows between unbounded preceding and current row
    )
)
select
    recommendation, first_n, status,
    received_on.value as received_on,
    made_on.value as made_on,
    report_published_on.value as report_published_on,
    onboarded_on.value as onboarded_on,
    original_due_on.value as original_due_on,
    action_complete_on.value as action_complete_on,
    proposed_for_closure_on.value as proposed_for_closure_on,
    closed_on.value as closed_on,
    close_reason.value as close_reason
from cell
