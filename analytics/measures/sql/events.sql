-- One row per event that the view of the as-at day tells and the opening one did not, of recommendations in the filter:
-- the first $most of each group in the order of its list, each with how many its group has.
with chosen as (
    select recommendation, version, state, status, close_reason, is_dated, ended_on, ended_from, source, report_number
    from position where state <> 'not yet' and {where}
),
told as (
    select row_number() over () as n, event.recommendation, event.kind, event.took_effect_on, event.said_in,
        event.column_name, event.before, event.after, chosen.version, chosen.state, chosen.status, chosen.close_reason,
        chosen.source, chosen.report_number, {is_new} as is_new, {happened} as happened, {days_later} as days_later
    from event join chosen on chosen.recommendation = event.recommendation
    where event.took_effect_on <= $as_at and not (event.said_in <= $told_by and event.took_effect_on <= $since) and {within}
),
counted as (
    select happened, count(*) as events, count(distinct recommendation) as recommendations,
        count(distinct recommendation) filter (days_later > 0) as later,
        count(*) filter (took_effect_on <= $since) as earlier from told group by happened
),
whole as (
    select count(distinct recommendation) as in_all, count(distinct recommendation) filter (kind = 'closed') as ended from told
),
report as (
    select happened, source, report_number, count(*) as size from told where kind = 'received' group by all
),
placed as (
    select told.n, row_number() over (partition by told.happened order by told.days_later desc, report.size desc,
        report.source, report.report_number, case when told.kind not in ('re-dated', 'received') then took_effect_on end desc,
        recommendation.reference, told.took_effect_on desc, told.kind, told.column_name) as place
    from told join recommendation on recommendation.id = told.recommendation
    left join report on report.happened = told.happened and report.source is not distinct from told.source
        and report.report_number is not distinct from told.report_number where {only} qualify place <= $most
)
select version.reference, told.kind, told.took_effect_on, told.said_in, told.column_name, told.before, told.after, version.source,
    version.report, version.text, told.state, told.status, opened.status as status_before, told.close_reason,
    version.successor_reference, version.delivery_route, told.is_new, told.happened as "group", told.days_later,
    placed.place, events, recommendations, later, earlier, in_all, ended
from placed join told on told.n = placed.n join counted on counted.happened = told.happened cross join whole
join version on version.id = told.version
left join opening as opened on opened.recommendation = told.recommendation and opened.state <> 'not yet'
order by told.took_effect_on desc, version.reference, told.kind, told.column_name
