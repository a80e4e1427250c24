-- One row per reason: how many recommendations were closed, withdrawn or merged since $since, as the statement counts.
with ended as (
    select recommendation, close_reason, status from position where state in ('closed', 'withdrawn or merged') and {where}
)
select
    coalesce(
        ended.close_reason::varchar, case when ended.status = 'not accepted' then ended.status::varchar end, ''
    ) as close_reason,
    count(*) as closed
from ended
join turned on turned.recommendation = ended.recommendation
where turned.was in ('not yet', 'outstanding')
group by all
order by closed desc, close_reason
