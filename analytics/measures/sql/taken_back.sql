-- One row per recommendation and closing that an extract by the as-at day takes back, and whether within twelve months.
with reopening as (
    select recommendation, took_effect_on as reopened_on from event where kind = 'reopened' and took_effect_on <= $as_at
),
ending as (
    select recommendation, ended_on, any_value(ended_from) as ended_from
    from history
    where state in ('closed', 'withdrawn or merged') and from_day = ended_on
        and recommendation in (select recommendation from reopening)
    group by recommendation, ended_on
),
closing as (
    select event.recommendation, event.said_in, event.took_effect_on as closed_on, ending.ended_from
    from event
    left join ending on ending.recommendation = event.recommendation and ending.ended_on = event.took_effect_on
    where event.kind = 'closed'
)
select
    reopening.recommendation, position.version, version.reference, position.status::varchar as status,
    closing.closed_on, reopening.reopened_on,
    case when closing.ended_from is null then reopening.reopened_on - closing.closed_on end as days,
    case
        when reopening.reopened_on <= coalesce(closing.ended_from, closing.closed_on) + interval 12 month then true
        when (select max(as_at) from extract where as_at < reopening.reopened_on) < closing.closed_on + interval 12 month
            then null
        else false
    end as is_within_a_year
from reopening
asof join closing
    on closing.recommendation = reopening.recommendation and reopening.reopened_on > closing.said_in
join position on position.recommendation = reopening.recommendation
join version on version.id = position.version
where position.state <> 'not yet'
