-- One row per closing since the first extract: when an extract first called it open again, and until when it was seen.
with used as (
    select max(n) as n, min(as_at) as first_day from extract where as_at <= least($as_at, $told_on)
),
closing as (
    select recommendation, ended_on as closed_on, coalesce(ended_from, ended_on) as earliest_on
    from history
    where state = 'closed' and from_day = ended_on and ended_on > (select first_day from used)
),
seen as (
    select version.recommendation, max(extract.as_at) as last_day
    from version
    join used on version.first_n <= used.n
    join extract on extract.n = least(version.last_n, used.n)
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
    closing.recommendation, closing.closed_on, closing.earliest_on, reopening.reopened_on,
    coalesce(reopening.open_after, seen.last_day) as seen_on
from closing
asof left join reopening
    on reopening.recommendation = closing.recommendation and reopening.reopened_on > closing.closed_on
left join seen on seen.recommendation = closing.recommendation
