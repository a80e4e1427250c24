-- One row per recommendation made a year or more ago: the last day of its cohort's year, and whether it was closed in time.
-- In time: by its anniversary; null where that is not known.
-- Reads: position, version
with cohort as (
    select ($as_at::date - to_months(12 * years::integer))::date as until from (select unnest(range(1, 302)) as years)
),
made as (
    select
        position.recommendation,
        version.made_on,
        version.made_on + interval 12 month as anniversary,
        case
            when position.state = state_unknown() then null
            when position.status <> status_closed() then false
            when position.ended_on <= anniversary then true
            when position.ended_from <= anniversary then null
            else false
        end as in_time,
        coalesce(is_implemented(position.close_reason), false) as is_done
    from position
    join version on version.id = position.version
    where position.state <> state_not_yet() and version.made_on is not null
)
select made.recommendation, cohort.until, made.in_time, made.is_done
from made
asof join cohort on made.made_on <= cohort.until
