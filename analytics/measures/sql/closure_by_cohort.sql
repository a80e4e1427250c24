-- One row per cohort, by its last day: how many were made in it, and closed on or before their anniversary.
with chosen as (
    select version, state, status, close_reason, ended_on, ended_from from position where state <> 'not yet' and {where}
),
answered as (
    select
        version.made_on,
        version.made_on + interval 12 month as anniversary,
        case
            when chosen.state = 'unknown' then null
            when chosen.status <> 'closed' then false
            when chosen.ended_on <= anniversary then true
            when chosen.ended_from <= anniversary then null
            else false
        end as in_time,
        coalesce(chosen.close_reason in ('implemented', 'implemented by alternative'), false) as is_done
    from chosen
    join version on version.id = chosen.version
)
select
    asked.until,
    count(in_time) as made,
    count(*) filter (in_time) as closed,
    count(*) filter (in_time and is_done) as implemented,
    count(*) filter (made_on is not null and in_time is null) as undecided
from (select unnest($after::date[]) as after, unnest($until::date[]) as until) as asked
left join answered on answered.made_on > asked.after and answered.made_on <= asked.until
group by asked.until
order by asked.until desc
