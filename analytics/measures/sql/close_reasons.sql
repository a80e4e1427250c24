-- One row per reason: how many recommendations were closed, withdrawn or merged since $since, as the statement counts.
with before as (
    select recommendation, state from opening
)
select
    coalesce(
        chosen.close_reason::varchar, case when chosen.status = 'not accepted' then chosen.status::varchar end, ''
    ) as close_reason,
    count(*) as closed
from (select recommendation, status, state, close_reason from position where {where}) as chosen
left join before on before.recommendation = chosen.recommendation
where chosen.state in ('closed', 'withdrawn or merged')
    and coalesce(before.state, 'not yet') in ('not yet', 'outstanding')
group by all
order by closed desc, close_reason
