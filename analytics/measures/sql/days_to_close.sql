-- One row per source and number of days after which any was closed or is no longer watched: how many were, and how many closed.
-- What is left out stands under no number of days, each under one reason.
with chosen as (
    select
        source, status, aged_from, ended_on,
        case
            when state in ('dropped', 'unknown') then state::varchar
            when state <> 'outstanding' and ended_from is not null then 'no end'
            when aged_from is null then 'no start'
        end as why,
        state in ('closed', 'withdrawn or merged') as has_ended
    from position
    where state <> 'not yet' and {where}
)
select
    source::varchar as source,
    case when why is null then greatest(0, coalesce(ended_on, $as_at) - aged_from) end as days,
    count(*) as leaving,
    count(*) filter (status = 'closed') as closed,
    count(*) filter (why = 'no end') as left_out,
    count(*) filter (has_ended) as ended,
    count(*) filter (why = 'dropped') as dropped,
    count(*) filter (why = 'unknown') as state_unknown,
    count(*) filter (why = 'no start') as undated
from chosen
group by all
