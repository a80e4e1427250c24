-- One row per number of months: closings of twelve months watched so long, how many of them were taken back by then.
with watched as (
    select max(n) as n, min(as_at) as first_day from extract where as_at <= least($as_at, $known_at)
),
chosen as (
    select recommendation from position where state <> 'not yet' and {where}
),
closing as (
    select recommendation, ended_on as closed_on, coalesce(ended_from, ended_on) as earliest_on
    from history
    where state = 'closed' and from_day = ended_on and ended_on > (select first_day from watched)
        and recommendation in (select recommendation from chosen)
),
seen as (
    select version.recommendation, max(extract.as_at) as last_day
    from version
    join watched on version.first_n <= watched.n
    join extract on extract.n = least(version.last_n, watched.n)
    where version.recommendation in (select recommendation from closing)
    group by version.recommendation
),
reopening as (
    select
        recommendation, took_effect_on as reopened_on,
        (select max(extract.as_at) from extract where extract.as_at < event.took_effect_on) as open_after
    from event
    where kind = 'reopened' and took_effect_on <= $as_at
)
select
    asked.months,
    count(*) filter (reopening.reopened_on <= closing.earliest_on + to_months(asked.months)) as reopened,
    count(*) filter (coalesce(reopening.open_after, seen.last_day) >= closing.closed_on + to_months(asked.months)
        and not coalesce(reopening.reopened_on <= closing.earliest_on + to_months(asked.months), false)) as stayed,
    count(closing.closed_on) - reopened - stayed as undecided
from (select unnest($months::integer[]) as months, unnest($after::date[]) as after, unnest($until::date[]) as until) as asked
left join closing on closing.closed_on > asked.after and closing.closed_on <= asked.until
asof left join reopening
    on reopening.recommendation = closing.recommendation and reopening.reopened_on > closing.closed_on
left join seen on seen.recommendation = closing.recommendation
group by asked.months order by asked.months
