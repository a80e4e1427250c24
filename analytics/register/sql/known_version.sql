-- One row per version of a recommendation that the extracts up to $known hold, with its days and its neighbours.
-- Reads: extract, version
select
    version.id,
    version.recommendation,
    version.first_n,
    least(version.last_n, $known) as last_n,
    first_extract.as_at as first_day,
    last_extract.as_at as last_day,
    next_extract.as_at as next_day,
    version.status,
    coalesce(is_ended(version.status), false) as is_ended,
    version.received_on,
    version.made_on,
    version.report_published_on,
    version.onboarded_on,
    version.closed_on,
    coalesce(version.due_on <> last_value(version.due_on ignore nulls) over before, false) as is_redated,
    version.due_on,
    version.original_due_on,
    lag(version.last_n) over in_order as before_n,
    lag(is_ended(version.status)) over in_order as before_is_ended,
    lead(version.first_n) over in_order as after_n,
    lead(is_ended(version.status)) over in_order as after_is_ended
from version
join extract as first_extract on first_extract.n = version.first_n
join extract as last_extract on last_extract.n = least(version.last_n, $known)
left join extract as next_extract on next_extract.n = version.last_n + 1 and version.last_n < $known
where version.first_n <= $known
window
    in_order as (partition by version.recommendation order by version.first_n),
    before as (
        partition by version.recommendation order by version.first_n rows between unbounded preceding and 1 preceding
    )
