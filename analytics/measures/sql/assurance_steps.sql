-- One row per step towards closure: how many reached it, how many outstanding ones stand there, days since the step before.
with lived as (
    select
        chosen.state = 'closed' as is_closed,
        case when version.action_complete_on <= $as_at then version.action_complete_on end as complete_on,
        case when version.proposed_for_closure_on <= $as_at then version.proposed_for_closure_on end as proposed_on,
        case when chosen.state = 'closed' and chosen.ended_from is null then chosen.ended_on end as closed_on,
        complete_on is not null as is_complete,
        proposed_on is not null or chosen.status = 'proposed for closure' as is_proposed,
        version.assurance_outcome is not null or version.assured_by_role is not null as is_assured
    from (
        select version, state, status, ended_on, ended_from from position
        where state in ('outstanding', 'closed') and {where}
    ) as chosen
    join version on version.id = chosen.version
)
select 1 as place, 'Action complete' as step, count(*) filter (is_complete) as reached,
    count(*) filter (is_complete and not is_proposed and not is_assured and not is_closed) as waiting,
    null::double as days, null::bigint as measured
from lived
union all
select 2, 'Proposed for closure', count(*) filter (is_proposed),
    count(*) filter (is_proposed and not is_assured and not is_closed),
    median(proposed_on - complete_on), count(proposed_on - complete_on)
from lived
union all
select 3, 'Assured', count(*) filter (is_assured), count(*) filter (is_assured and not is_closed), null, null
from lived
union all
select 4, 'Closed', count(*) filter (is_closed), 0, median(closed_on - proposed_on), count(closed_on - proposed_on)
from lived
order by place
