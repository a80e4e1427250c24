-- One row per version and fact about the past in which it differs from the version before it.
with pair as (
    select
        told.recommendation, told.said_in, told.says, told.said,
        coalesce(says.received_on, says.made_on, says.report_published_on)
            is distinct from coalesce(said.received_on, said.made_on, said.report_published_on) as is_born_anew,
        coalesce(onboarding.first_n < told.first_n, false) as was_onboarded,
        says.status = status_proposed() and said.status <> status_proposed() as is_newly_proposed,
        is_ended(says.status) and is_ended(said.status) as stays_ended
    from told
    left join onboarding on onboarding.recommendation = told.recommendation
    where said is not null
),
fact as (
    select
        recommendation,
        said_in,
        unnest(['received_on', 'made_on', 'report_published_on', 'original_due_on', 'action_complete_on',
            'onboarded_on', 'proposed_for_closure_on', 'closed_on', 'close_reason', 'status']) as column_name,
        unnest([said.received_on::varchar, said.made_on::varchar, said.report_published_on::varchar,
            said.original_due_on::varchar, said.action_complete_on::varchar, said.onboarded_on::varchar,
            said.proposed_for_closure_on::varchar, said.closed_on::varchar, said.close_reason, said.status]) as before,
        unnest([says.received_on::varchar, says.made_on::varchar, says.report_published_on::varchar,
            says.original_due_on::varchar, says.action_complete_on::varchar, says.onboarded_on::varchar,
            says.proposed_for_closure_on::varchar, says.closed_on::varchar, says.close_reason, says.status]) as after,
        unnest([
            is_born_anew or said.received_on is not null, is_born_anew or said.made_on is not null,
            is_born_anew or said.report_published_on is not null, said.original_due_on is not null,
            said.action_complete_on is not null, was_onboarded,
            said.proposed_for_closure_on is not null
                and says.proposed_for_closure_on is not null and not is_newly_proposed,
            stays_ended, stays_ended, stays_ended
        ]) as is_past
    from pair
)
select recommendation, said_in, column_name, before, after
from fact
where is_past and before is distinct from after
