-- One row per closure that an extract by the as-at day reopens, and whether within twelve months.
-- Reads: closure, extract, position, version
select
    closure.recommendation, position.version, version.reference, position.status::varchar as status,
    closure.closed_on, closure.reopened_on,
    case when closure.is_dated then closure.reopened_on - closure.closed_on end as days,
    case
        when closure.reopened_on <= closure.earliest_on + interval 12 month then true
        when (select max(as_at) from extract where as_at < closure.reopened_on) < closure.closed_on + interval 12 month
            then null
        else false
    end as is_within_a_year
from closure
join position on position.recommendation = closure.recommendation
join version on version.id = position.version
where closure.reopened_on <= $as_at and position.state <> state_not_yet()
