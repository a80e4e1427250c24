-- One row per number of months: closures of twelve months followed so long, how many of them were reopened by then.
-- Reads: followed_closure, position_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
),
closing as (
    select closed_on, earliest_on, reopened_on, seen_on
    from followed_closure
    where closed_on > list_min($after::date[]) and group_id in (select group_id from chosen)
)
select
    period.months,
    count(*) filter (closing.reopened_on <= closing.earliest_on + to_months(period.months)) as reopened,
    count(*) filter (closing.seen_on >= closing.closed_on + to_months(period.months)
        and not coalesce(closing.reopened_on <= closing.earliest_on + to_months(period.months), false)) as stayed,
    count(closing.closed_on) - reopened - stayed as undecided
from (
    select unnest($months::integer[]) as months, unnest($after::date[]) as after, unnest($until::date[]) as until
) as period
left join closing on closing.closed_on > period.after and closing.closed_on <= period.until
group by period.months order by period.months
