-- One row per event that the view of the as-at day tells and the opening one did not, each with a number of its own, `n`.
with told as (
    select
        event.recommendation, event.kind, event.took_effect_on, event.said_in, event.column_name, event.before, event.after,
        chosen.version, chosen.state, chosen.status, chosen.close_reason, chosen.source, chosen.report_number,
        {is_new} as is_new, {happened} as happened, {days_later} as days_later
    from event
    join position as chosen on chosen.recommendation = event.recommendation
    where chosen.state <> state_not_yet() and event.took_effect_on <= $as_at
        and not (event.said_in <= $told_by and event.took_effect_on <= $since) and {within}
)
select
    told.recommendation, told.version, told.kind, told.took_effect_on, told.said_in, told.column_name, told.before, told.after,
    told.source, told.report_number, told.state, told.status, opened.status as status_before, told.close_reason,
    told.is_new, told.happened, told.days_later,
    row_number() over () as n
from told
left join opening as opened on opened.recommendation = told.recommendation and opened.state <> state_not_yet()
