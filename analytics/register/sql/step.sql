-- One row per recommendation and day of $days on which another span than on the day before it in $days is in force.
with asked as (
    select unnest($days::date[]) as day
),
met as (
    select span.id, span.reference, span.from_day, asked.day
    from span
    asof join asked on span.from_day <= asked.day
    where asked.day < span.to_day
)
select day, lag(id) over (partition by reference order by from_day) as span_before, id as span_after from met
