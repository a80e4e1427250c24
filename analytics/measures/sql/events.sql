-- One row per event that the view of the as-at day tells and the opening one did not, of recommendations in the filter:
-- the first $most of each group in the order of its list, each with how many its group has.
with chosen as (
    select unit from tally where state <> state_not_yet() and {where}
),
told as materialized (
    select n, recommendation, kind, happened, took_effect_on, column_name, source, report_number, days_later
    from happened where unit in (select unit from chosen)
),
counted as (
    select happened, count(*) as events, count(distinct recommendation) as recommendations,
        count(distinct recommendation) filter (days_later > 0) as later,
        count(*) filter (took_effect_on <= $since) as earlier from told group by happened
),
whole as (
    select count(distinct recommendation) as in_all, count(distinct recommendation) filter (kind = event_closed()) as ended from told
),
report as (
    select happened, source, report_number, count(*) as size from told where kind = event_received() group by all
),
placed as (
    select told.n, row_number() over (partition by told.happened order by told.days_later desc, report.size desc,
        report.source, report.report_number, case when told.kind not in (event_re_dated(), event_received()) then took_effect_on end desc,
        recommendation.reference, told.took_effect_on desc, told.kind, told.column_name) as place
    from told join recommendation on recommendation.id = told.recommendation
    left join report on report.happened = told.happened and report.source is not distinct from told.source
        and report.report_number is not distinct from told.report_number where {only} qualify place <= $most
)
select version.reference, told.kind, told.took_effect_on, told.said_in, told.column_name, told.before, told.after, version.source,
    version.report, version.text, told.state, told.status, told.status_before, told.close_reason,
    version.successor_reference, version.delivery_route, told.is_new, told.happened as "group", told.days_later,
    placed.place, events, recommendations, later, earlier, in_all, ended
from placed join happened as told on told.n = placed.n join counted on counted.happened = told.happened cross join whole
join version on version.id = told.version
order by told.took_effect_on desc, version.reference, told.kind, told.column_name
