-- One row per source: how many original dates fell in the period, and on how many of them it was closed by then.
with chosen as (
    select source, state, status, ended_on, ended_from, first_agreed_on
    from position
    where state <> 'not yet' and {where}
),
answered as (
    select
        source, state, status,
        first_agreed_on > $since and first_agreed_on <= $as_at as fell_due,
        case
            when state = 'unknown' then null
            when status <> 'closed' then false
            when ended_on <= first_agreed_on then true
            when ended_from <= first_agreed_on then null
            else false
        end as in_time
    from chosen
)
select
    source::varchar as source,
    count(*) filter (fell_due and in_time is not null) as due,
    count(*) filter (fell_due and in_time) as closed,
    count(*) filter (fell_due and in_time is null) as undecided,
    count(*) filter (state = 'outstanding') as outstanding,
    count(*) filter (state = 'withdrawn or merged' and status = 'not accepted') as not_accepted,
    count(*) filter (state = 'dropped') as dropped,
    count(*) filter (state = 'unknown') as state_unknown,
    count(*) as made
from answered
group by source
order by made desc, source
