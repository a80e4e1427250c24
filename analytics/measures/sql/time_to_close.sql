-- One row per recommendation: for how many days it was open or has been since it was made, or why that is not counted.
-- Reads: position
with recommendation_days as (
    select
        recommendation, source, status, aged_from, ended_on,
        case
            when state in (state_dropped(), state_unknown()) then state::varchar
            when state <> state_outstanding() and ended_from is not null then 'no end'
            when aged_from is null then 'no start'
        end as why,
        has_ended(state) as has_ended
    from position
    where state <> state_not_yet()
)
select
    recommendation,
    coalesce(source::varchar, '') as source,
    why,
    case when why is null then greatest(0, coalesce(ended_on, $as_at) - aged_from) end as days,
    has_ended,
    coalesce(status = status_closed(), false) as is_closed
from recommendation_days
