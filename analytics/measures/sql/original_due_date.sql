-- One row per recommendation: whether its original date fell in the twelve months to the as-at day, and was met.
-- Reads: position
select
    recommendation,
    coalesce(source::varchar, '') as source,
    first_agreed_on > $as_at::date - interval 12 months and first_agreed_on <= $as_at as fell_due,
    case
        when state = state_unknown() then null
        when status <> status_closed() then false
        when ended_on <= first_agreed_on then true
        when ended_from <= first_agreed_on then null
        else false
    end as in_time,
    coalesce(is_implemented(close_reason), false) as is_done,
    case
        when state = state_withdrawn() and status = status_not_accepted() then status_not_accepted()
        else state::varchar
    end as state_shown
from position
where state <> state_not_yet()
