-- One row per response that a statutory clock runs for: its days, how many of its recommendations it covers, where it stands.
-- Reads: position, position_groups, response_required, version
with chosen as (
    select group_id from position_groups where is_on_register(state) and is_chosen
),
answer as materialized (
    select
        response, min(recommendation) as first_recommendation, max(extended_to) as extended_to, min(own_on) as own_on,
        case when count(responded_on) = count(*) then max(responded_on) end as responded_on,
        bool_and(is_given) as is_given, bool_and(is_said) as is_said, count(*) as recommendations,
        count(*) filter (is_given) as answered, count(*) filter (is_outstanding) as outstanding
    from response_required where group_id in (select group_id from chosen) group by response
)
select
    clock.source, clock.report, clock.starts_on, clock.due_on, clock.is_certain, clock.paused_from,
    clock.days_paused, clock.is_paused,
    answer.extended_to,
    case when clock.has_own_day then nullif(answer.own_on, clock.due_on) end as mps_due_on,
    answer.responded_on, answer.is_given, answer.is_said, answer.recommendations, answer.answered, answer.outstanding,
    version.dates_as_written, clock.due_on - $as_at as days_left,
    case
        when clock.due_on is null then 'no date to count from'
        when answer.responded_on <= clock.due_on then 'given in time'
        when answer.responded_on is not null then 'given late'
        when answer.is_given then 'given, day not recorded'
        when clock.is_paused then 'paused'
        when clock.due_on >= $as_at then 'to come'
        when not ($is_dated or answer.is_said) then 'not recorded whether given'
        when clock.is_certain then 'overdue'
        else 'late only if paragraph 28A'
    end as standing
from answer join response_required as clock on clock.recommendation = answer.first_recommendation
join position on position.recommendation = answer.first_recommendation join version on version.id = position.version
order by answer.response
