-- One row per reason: how many recommendations were closed, withdrawn or merged since $since, as the statement counts.
with before as (
    select reference, state from opening
)
select
    coalesce(chosen.close_reason, case when chosen.status = 'not accepted' then chosen.status end, '') as close_reason,
    count(*) as closed
from (select reference, status, state, close_reason from position where {where}) as chosen
left join before on before.reference = chosen.reference
where chosen.state in ('closed', 'withdrawn or merged')
    and coalesce(before.state, 'not yet') in ('not yet', 'outstanding')
group by all
order by closed desc, close_reason
