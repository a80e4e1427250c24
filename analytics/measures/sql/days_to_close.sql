-- One row per source and number of days after which any was closed or is no longer watched: how many were, and how many closed.
-- What ended on a day that is not recorded, or has no day to count from, stands under no number of days.
select
    source::varchar as source,
    case when ended_from is null and aged_from is not null
        then greatest(0, coalesce(ended_on, $as_at) - aged_from) end as days,
    count(*) as leaving,
    count(*) filter (status = 'closed') as closed,
    count(*) filter (ended_from is not null and state <> 'outstanding') as left_out,
    count(*) filter (state <> 'outstanding') as ended
from position
where state in ('outstanding', 'closed', 'withdrawn or merged') and {where}
group by all
