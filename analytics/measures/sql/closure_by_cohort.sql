-- One row per cohort, by its last day: how many were made in it, and closed on or before their anniversary.
-- Reads: cohort_groups, position_groups
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
),
counted as (
    select
        until,
        sum(n) as made,
        sum(n) filter (in_time) as closed,
        sum(n) filter (not in_time) as not_closed,
        sum(n) filter (in_time and is_done) as implemented,
        sum(n) filter (in_time is null) as undecided
    from cohort_groups
    where group_id in (select group_id from chosen)
    group by until
)
select
    cohort_end.until,
    coalesce(counted.made, 0)::bigint as made,
    coalesce(counted.closed, 0)::bigint as closed,
    coalesce(counted.not_closed, 0)::bigint as not_closed,
    coalesce(counted.implemented, 0)::bigint as implemented,
    coalesce(counted.undecided, 0)::bigint as undecided
from (select unnest($until::date[]) as until) as cohort_end
left join counted on counted.until = cohort_end.until
order by cohort_end.until desc
