-- One row per response that a statutory clock runs for: its days, how many of its recommendations it covers, where it stands.
with chosen as (
    select unit from tally where is_on_register(state) and {where}
),
answer as materialized (
    select
        response, min(recommendation) as one_of_them, max(extended_to) as extended_to, min(own_on) as own_on,
        case when count(responded_on) = count(*) then max(responded_on) end as responded_on,
        bool_and(is_given) as is_given, bool_and(is_said) as is_said, count(*) as recommendations,
        count(*) filter (is_given) as answered, count(*) filter (is_outstanding) as outstanding
    from asked_for where unit in (select unit from chosen) group by response
)
select
    told.source, told.report, told.starts_on, told.due_on, told.is_certain, told.paused_from, told.days_paused, told.is_paused,
    answer.extended_to,
    case when told.has_own_day then nullif(answer.own_on, told.due_on) end as mps_due_on,
    answer.responded_on, answer.is_given, answer.is_said, answer.recommendations, answer.answered, answer.outstanding,
    told.due_on - $as_at as days_left,
    case
        when told.due_on is null then 'no date to count from'
        when answer.responded_on <= told.due_on then 'given in time'
        when answer.responded_on is not null then 'given late'
        when answer.is_given then 'given, day not recorded'
        when told.is_paused then 'paused'
        when told.due_on >= $as_at then 'to come'
        when not ($is_dated or answer.is_said) then 'not recorded whether given'
        when told.is_certain then 'overdue'
        else 'late only if paragraph 28A'
    end as standing
from answer join asked_for as told on told.recommendation = answer.one_of_them
order by answer.response
