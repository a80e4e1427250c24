-- One row per recommendation that a statutory clock runs for: its days, and the number of the response that it asks for.
with asked as (
    select
        position.recommendation, version.source, coalesce(version.report, version.reference) as report,
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
        coalesce(version.responded_on <= $as_at, version.response_given = response_given_yes(), false) as is_given,
        is_outstanding(position.state) as is_outstanding
    from position join version on version.id = position.version
    where is_on_register(position.state) and version.source in ('HMICFRS', 'IOPC', 'Coroner')
        and (version.source <> 'IOPC' or version.response_route is distinct from 'section 10')
        and (position.state <> state_withdrawn() or is_given)
)
select
    recommendation, source, report, starts_on, own_on, is_certain, extended_to, paused_from, days_paused, is_paused, due_on,
    responded_on, is_said, is_given, is_outstanding,
    dense_rank() over (
        order by due_on nulls last, source, report, starts_on, is_certain, paused_from, days_paused, is_paused
    )::integer as response
from asked
