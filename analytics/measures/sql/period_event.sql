-- One row per event that is known on the as-at day and was not on the opening one, each with a number of its own, `n`.
-- Reads: event, opening, position
with new_event as (
    select
        event.recommendation, event.kind, event.took_effect_on, event.extract_day, event.column_name,
        event.before, event.after,
        chosen.version, chosen.state, chosen.status, chosen.close_reason, chosen.source, chosen.report_number,
        {is_new} as is_new, {event_group} as event_group, {days_later} as days_later
    from event
    join position as chosen on chosen.recommendation = event.recommendation
    where chosen.state <> state_not_yet() and event.took_effect_on <= $as_at
        and not (event.extract_day <= $opening_extract and event.took_effect_on <= $since) and {within}
)
select
    new_event.recommendation, new_event.version, new_event.kind, new_event.took_effect_on, new_event.extract_day,
    new_event.column_name, new_event.before, new_event.after,
    new_event.source, new_event.report_number, new_event.state, new_event.status, opened.status as status_before, new_event.close_reason,
    new_event.is_new, new_event.event_group, new_event.days_later,
    row_number() over () as n
from new_event
left join opening as opened on opened.recommendation = new_event.recommendation and opened.state <> state_not_yet()
