-- One row per source and law without a statutory clock: how many recommendations and reports the filters choose of it.
-- Reads: position_groups, without_clock
with chosen as (
    select group_id from position_groups where is_on_register(state) and is_chosen
)
select source::varchar as source, count(*) as recommendations, count(distinct report_number) as reports
from without_clock
where group_id in (select group_id from chosen)
group by without_clock.source
order by recommendations desc, source
