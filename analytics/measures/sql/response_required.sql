-- One row per recommendation that a statutory clock runs for: its days, and the number of the response that it asks for.
-- Reads: clock, position, version
with clocked as (
    select
        position.recommendation, version.source, coalesce(version.report, version.reference) as report,
        case clock.start_column
            when 'report_published_on' then version.report_published_on
            when 'made_on' then version.made_on
        end as starts_on,
        case when clock.may_be_extended then version.response_extended_to end as extended_to, clock.has_own_day,
        case when clock.is_day_stated then version.response_due_on end as stated_on,
        greatest(coalesce(stated_on, starts_on + clock.days), extended_to) as counted_on,
        greatest(version.response_due_on, version.response_extended_to) as own_on,
        clock.route is null or coalesce(
            version.response_route, own_on::varchar, version.response_paused_from::varchar) is not null as is_certain,
        case when clock.may_be_paused and version.response_paused_from <= counted_on
            and version.response_paused_from <= $as_at then version.response_paused_from end as paused_from,
        case when paused_from <= coalesce(version.response_paused_to, $as_at)
            then least(version.response_paused_to, $as_at) - paused_from + 1 else 0 end as days_paused,
        coalesce(days_paused > 0 and coalesce(version.response_paused_to, $as_at) >= $as_at, false) as is_paused,
        counted_on + days_paused::integer as due_on,
        case when version.responded_on <= $as_at then version.responded_on end as responded_on,
        coalesce(version.response_given, version.responded_on::varchar) is not null as is_said,
        coalesce(version.responded_on <= $as_at, version.response_given = response_given_yes(), false) as is_given,
        is_outstanding(position.state) as is_outstanding
    from position join version on version.id = position.version join clock on clock.source = version.source
    where is_on_register(position.state) and coalesce(version.response_route = clock.route, true)
        and (position.state <> state_withdrawn() or is_given)
)
select
    recommendation, source, report, starts_on, own_on, has_own_day, is_certain, extended_to, paused_from, days_paused,
    is_paused, due_on, responded_on, is_said, is_given, is_outstanding,
    dense_rank() over (
        order by due_on nulls last, source, report, starts_on, is_certain, paused_from, days_paused, is_paused
    )::integer as response
from clocked
