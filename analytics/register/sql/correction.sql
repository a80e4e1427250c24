-- One row per version and fact about the past in which it differs from the version before it.
-- Reads: onboarding, version_with_previous
with pair as (
    select
        versions.recommendation, versions.extract_day, versions.current, versions.previous,
        coalesce(current.received_on, current.made_on, current.report_published_on)
            is distinct from coalesce(previous.received_on, previous.made_on, previous.report_published_on) as is_born_anew,
        coalesce(onboarding.first_n < versions.first_n, false) as was_onboarded,
        current.status = status_proposed() and previous.status <> status_proposed() as is_newly_proposed,
        is_ended(current.status) and is_ended(previous.status) as stays_ended
    from version_with_previous as versions
    left join onboarding on onboarding.recommendation = versions.recommendation
    where previous is not null
),
fact as (
    select
        recommendation, extract_day,
        unnest(['received_on', 'made_on', 'report_published_on', 'original_due_on', 'action_complete_on',
            'onboarded_on', 'proposed_for_closure_on', 'closed_on', 'close_reason', 'status']) as column_name,
        unnest([previous.received_on::varchar, previous.made_on::varchar, previous.report_published_on::varchar,
            previous.original_due_on::varchar, previous.action_complete_on::varchar, previous.onboarded_on::varchar,
            previous.proposed_for_closure_on::varchar, previous.closed_on::varchar, previous.close_reason,
            previous.status]) as before,
        unnest([current.received_on::varchar, current.made_on::varchar, current.report_published_on::varchar,
            current.original_due_on::varchar, current.action_complete_on::varchar, current.onboarded_on::varchar,
            current.proposed_for_closure_on::varchar, current.closed_on::varchar, current.close_reason,
            current.status]) as after,
        unnest([
            is_born_anew or previous.received_on is not null, is_born_anew or previous.made_on is not null,
            is_born_anew or previous.report_published_on is not null, previous.original_due_on is not null,
            previous.action_complete_on is not null, was_onboarded,
            previous.proposed_for_closure_on is not null
                and current.proposed_for_closure_on is not null and not is_newly_proposed,
            stays_ended, stays_ended, stays_ended
        ]) as is_past
    from pair
)
select recommendation, extract_day, column_name, before, after
from fact
where is_past and before is distinct from after
