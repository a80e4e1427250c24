-- One row per source and number of days after which any was closed or is no longer watched: how many were, and how many closed.
-- What is left out stands under no number of days, each under one reason.
with chosen as (
    select unit from tally where state <> state_not_yet() and {where}
)
select
    source,
    days,
    sum(n)::bigint as leaving,
    coalesce(sum(n) filter (is_closed), 0)::bigint as closed,
    coalesce(sum(n) filter (why = 'no end'), 0)::bigint as left_out,
    coalesce(sum(n) filter (has_ended), 0)::bigint as ended,
    coalesce(sum(n) filter (why = state_dropped()), 0)::bigint as dropped,
    coalesce(sum(n) filter (why = state_unknown()), 0)::bigint as state_unknown,
    coalesce(sum(n) filter (why = 'no start'), 0)::bigint as undated
from watched_to_close
where unit in (select unit from chosen)
group by source, days
