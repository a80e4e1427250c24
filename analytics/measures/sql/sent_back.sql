-- One row per recommendation that an extract by the as-at day calls open again after one that had it proposed for closure.
-- Reads: extract, position, version
with proposed as (
    select recommendation from version where status = status_proposed()
),
status_given as (
    select
        version.recommendation,
        extract.as_at as extract_day,
        version.status,
        lag(version.status) over (partition by version.recommendation order by version.first_n) as before
    from version
    join extract on extract.n = version.first_n
    where extract.as_at <= $known_extract and version.recommendation in (select recommendation from proposed)
),
returned as (
    select recommendation, max(extract_day) as sent_back_on, count(*) as times
    from status_given
    where before = status_proposed() and is_outstanding_status(status) and status <> status_proposed()
        and extract_day <= $as_at
    group by recommendation
)
select
    returned.recommendation, position.version, version.reference, returned.sent_back_on, returned.times,
    position.status::varchar as status
from returned
join position on position.recommendation = returned.recommendation
join version on version.id = position.version
where position.state <> state_not_yet()
