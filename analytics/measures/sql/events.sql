-- One row per event that the view of the as-at day tells and the opening one did not, of recommendations in the filter.
with chosen as (
    select recommendation, version, state, status, close_reason, is_dated, ended_on, ended_from
    from position where state <> 'not yet' and {where}
),
before as (
    select recommendation, status from opening where state <> 'not yet'
)
select
    version.reference,
    event.kind, event.took_effect_on,
    event.said_in,
    event.column_name,
    event.before,
    event.after,
    version.source,
    version.report,
    version.text,
    chosen.state,
    chosen.status,
    before.status as status_before,
    chosen.close_reason,
    version.successor_reference,
    version.delivery_route,
    event.took_effect_on > $since and chosen.is_dated as is_new,
    event.took_effect_on > $since and case
        when event.kind = 'received' then chosen.is_dated
        when event.kind = 'closed' and event.took_effect_on = chosen.ended_on and chosen.ended_from is null
            then coalesce(version.closed_on > $since, false)
        when event.kind = 'closed' and event.took_effect_on = chosen.ended_on
            then chosen.ended_from > $since and (chosen.is_dated or chosen.ended_from < chosen.ended_on)
        else event.said_in > $told_by or coalesce(event.after = event.took_effect_on::varchar, false)
    end as is_within
from event
join chosen on chosen.recommendation = event.recommendation
join version on version.id = chosen.version
left join before on before.recommendation = event.recommendation
where event.took_effect_on <= $as_at and not (event.said_in <= $told_by and event.took_effect_on <= $since)
order by event.took_effect_on desc, version.reference, event.kind, event.column_name
