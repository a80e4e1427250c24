-- One row per event that the view of the as-at day tells and the opening one did not: its place `n` in the order of lists,
-- and whether it is the first of its recommendation: of all, of its group, of those to a later date, of the closings.
with told as (
    select
        event.recommendation, event.kind, event.took_effect_on, event.said_in, event.column_name, event.before, event.after,
        chosen.version, chosen.state, chosen.status, chosen.close_reason, chosen.source, chosen.report_number,
        {is_new} as is_new, {happened} as happened, {days_later} as days_later
    from event
    join position as chosen on chosen.recommendation = event.recommendation
    where chosen.state <> 'not yet' and event.took_effect_on <= $as_at
        and not (event.said_in <= $told_by and event.took_effect_on <= $since) and {within}
)
select
    told.recommendation, version.reference, told.kind, told.took_effect_on, told.said_in, told.column_name, told.before,
    told.after, told.source, version.report, told.report_number, version.text, told.state, told.status,
    opened.status as status_before, told.close_reason, version.successor_reference, version.delivery_route, told.is_new,
    told.happened, told.days_later,
    row_number() over (
        order by told.days_later desc, case when told.kind = 'received' then told.source end,
            case when told.kind = 'received' then told.report_number end,
            case when told.kind not in ('re-dated', 'received') then told.took_effect_on end desc,
            version.reference, told.took_effect_on desc, told.kind, told.column_name
    ) as n,
    row_number() over (partition by told.recommendation) = 1 as is_first,
    row_number() over (partition by told.recommendation, told.happened) = 1 as is_first_of_group,
    told.days_later > 0
        and row_number() over (partition by told.recommendation, told.happened, told.days_later > 0) = 1 as is_first_later,
    told.kind = 'closed' and row_number() over (partition by told.recommendation, told.kind) = 1 as is_first_closing
from told
join version on version.id = told.version
left join opening as opened on opened.recommendation = told.recommendation and opened.state <> 'not yet'
