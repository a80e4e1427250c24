-- One row per place that recommendations in the filter were in on the opening day and other place that they are in now.
-- Reads: opening, position
with before as (
    select recommendation, {place} as place from opening
),
after as (
    select recommendation, {place} as place from position where is_chosen
),
pair as (
    select coalesce(before.place, {elsewhere}) as left_from, after.place as gone_to
    from after
    left join before on before.recommendation = after.recommendation
)
select left_from as "before", gone_to as "after", count(*)::integer as recommendations
from pair
where left_from <> gone_to
group by all
order by recommendations desc, "before", "after"
