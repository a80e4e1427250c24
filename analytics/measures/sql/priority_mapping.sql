-- One row per pair of priorities of two frameworks that successive extracts gave to the same recommendation: how many.
-- Reads: extract, position, version
with priority_given as (
    select
        version.recommendation,
        version.priority_framework as framework,
        version.strategic_priority as priority,
        lag(version.priority_framework) over in_order as framework_before,
        lag(version.strategic_priority) over in_order as priority_before
    from version
    join extract on extract.n = version.first_n
    where extract.as_at <= least($as_at, $known_at)
        and version.priority_framework is not null and version.strategic_priority is not null
    window in_order as (partition by version.recommendation order by version.first_n)
)
select framework_before, priority_before, framework, priority, count(distinct recommendation) as recommendations
from priority_given
where framework <> framework_before
    and recommendation in (select recommendation from position where state <> state_not_yet() and is_chosen)
group by framework_before, priority_before, framework, priority
order by framework_before, priority_before, framework, recommendations desc, priority
