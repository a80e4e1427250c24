-- One row per response that a statutory clock runs for: its days, and how many of its recommendations it covers.
with chosen as (
    select version, state from position
    where state not in ('not yet', 'dropped') and source in ('HMICFRS', 'IOPC', 'Coroner') and {where}
),
asked as (
    select
        version.source, coalesce(version.report, version.reference) as report,
        case when version.source = 'HMICFRS' then version.report_published_on else version.made_on end as starts_on,
        case version.source
            when 'HMICFRS' then starts_on + 55
            when 'IOPC' then greatest(starts_on + 55, version.response_extended_to)
            else greatest(coalesce(version.response_due_on, starts_on + 56), version.response_extended_to)
        end as counted_on,
        greatest(version.response_due_on, version.response_extended_to) as own_on,
        version.source <> 'IOPC' or coalesce(
            version.response_route, own_on::varchar, version.response_paused_from::varchar) is not null as is_certain,
        version.response_extended_to as extended_to,
        case when version.source = 'IOPC' and version.response_paused_from <= least(counted_on, $as_at)
            then version.response_paused_from end as paused_from,
        case when paused_from <= coalesce(version.response_paused_to, $as_at)
            then least(version.response_paused_to, $as_at) - paused_from + 1 else 0 end as days_paused,
        coalesce(days_paused > 0 and coalesce(version.response_paused_to, $as_at) >= $as_at, false) as is_paused,
        counted_on + days_paused::integer as due_on,
        case when version.responded_on <= $as_at then version.responded_on end as responded_on,
        coalesce(version.response_given, version.responded_on::varchar) is not null as is_said,
        coalesce(version.responded_on <= $as_at, version.response_given = 'yes', false) as is_given,
        chosen.state = 'outstanding' as is_outstanding
    from chosen join version on version.id = chosen.version
    where (version.source <> 'IOPC' or version.response_route is distinct from 'section 10')
        and (chosen.state <> 'withdrawn or merged' or is_given)
)
select source, report, starts_on, due_on, is_certain, paused_from, days_paused, is_paused,
    case when source <> 'HMICFRS' then max(extended_to) end as extended_to,
    case when source = 'HMICFRS' then nullif(min(own_on), due_on) end as mps_due_on,
    case when count(responded_on) = count(*) then max(responded_on) end as responded_on,
    bool_and(is_given) as is_given, bool_and(is_said) as is_said,
    count(*) as recommendations, count(*) filter (is_given) as answered, count(*) filter (is_outstanding) as outstanding
from asked group by source, report, starts_on, due_on, is_certain, paused_from, days_paused, is_paused
order by due_on nulls last, source, report
