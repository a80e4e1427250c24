-- One row per reason: how many recommendations were closed, withdrawn or merged since $since, as the statement counts.
-- Reads: changed_groups, position_groups
with ended as (
    select group_id, status from position_groups where has_ended(state) and is_chosen
)
select
    coalesce(
        changed_groups.close_reason::varchar, case when ended.status = status_not_accepted() then ended.status::varchar end, ''
    ) as close_reason,
    sum(changed_groups.n)::bigint as closed
from changed_groups
join ended on ended.group_id = changed_groups.group_id
where changed_groups.was in (state_not_yet(), state_outstanding())
group by all
order by closed desc, close_reason
