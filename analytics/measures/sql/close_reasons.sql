-- One row per reason: how many recommendations were closed, withdrawn or merged since $since, as the statement counts.
with ended as (
    select unit, status from tally where has_ended(state) and {where}
)
select
    coalesce(
        turn.close_reason::varchar, case when ended.status = status_not_accepted() then ended.status::varchar end, ''
    ) as close_reason,
    sum(turn.n)::bigint as closed
from turn
join ended on ended.unit = turn.unit
where turn.was in (state_not_yet(), state_outstanding())
group by all
order by closed desc, close_reason
