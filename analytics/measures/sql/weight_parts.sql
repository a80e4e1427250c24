-- One row per dimension and value: how many are open, and how many of these are late, masked, late with no current date
-- and re-dated.
-- Reads: position
with chosen as (
    select
        theme, strategic_priority, programme, overdue_original, overdue_masked, late_no_current_date,
        redatings > 0 as is_redated
    from position
    where is_open(status) and is_chosen
)
select
    case
        when grouping(theme) = 0 then 'theme'
        when grouping(strategic_priority) = 0 then 'strategic_priority'
        else 'programme'
    end as dimension,
    coalesce(theme::varchar, strategic_priority::varchar, programme::varchar, '') as value,
    count(*) as open,
    count(*) filter (overdue_original) as overdue,
    count(*) filter (overdue_masked) as masked,
    count(*) filter (late_no_current_date) as late_no_current_date,
    count(*) filter (is_redated) as redated
from chosen
group by grouping sets ((theme), (strategic_priority), (programme))
order by dimension, value
