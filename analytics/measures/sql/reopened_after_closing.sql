-- One row per number of months: closings of twelve months watched so long, how many of them were taken back by then.
with chosen as (
    select unit from tally where state <> state_not_yet() and {where}
),
closing as (
    select watched.closed_on, watched.earliest_on, watched.reopened_on, watched.seen_on
    from watched
    where watched.closed_on > list_min($after::date[]) and watched.unit in (select unit from chosen)
)
select
    asked.months,
    count(*) filter (closing.reopened_on <= closing.earliest_on + to_months(asked.months)) as reopened,
    count(*) filter (closing.seen_on >= closing.closed_on + to_months(asked.months)
        and not coalesce(closing.reopened_on <= closing.earliest_on + to_months(asked.months), false)) as stayed,
    count(closing.closed_on) - reopened - stayed as undecided
from (select unnest($months::integer[]) as months, unnest($after::date[]) as after, unnest($until::date[]) as until) as asked
left join closing on closing.closed_on > asked.after and closing.closed_on <= asked.until
group by asked.months order by asked.months
