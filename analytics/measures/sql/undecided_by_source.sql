-- One row per source and answer of the advice: how many await on-boarding and for how long, how many go on without a decision.
-- Reads: position_groups, undecided
with chosen as (
    select group_id from position_groups where is_outstanding(state) and is_chosen
)
select
    source,
    answer,
    count(*) filter (is_waiting) as waiting,
    count(*) filter (is_decided) as decided,
    count(*) filter (is_waiting and days > $long) as over_long,
    max(days) filter (is_waiting) as longest,
    count(*) filter (is_exception) as exceptions
from undecided
where group_id in (select group_id from chosen)
group by source, answer
order by source, answer
