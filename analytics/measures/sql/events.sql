-- One row per event that is known on the as-at day and was not on the opening one, of recommendations in the filter:
-- the first $most of each group in the order of its list, each with how many its group has.
-- Reads: period_event, position_groups, recommendation, version
with chosen as (
    select group_id from position_groups where state <> state_not_yet() and is_chosen
),
listed as materialized (
    select n, recommendation, kind, event_group, took_effect_on, column_name, source, report_number, days_later
    from period_event where group_id in (select group_id from chosen)
),
group_count as (
    select event_group, count(*) as events, count(distinct recommendation) as recommendations,
        count(distinct recommendation) filter (days_later > 0) as later,
        count(*) filter (took_effect_on <= $since) as earlier from listed group by event_group
),
total as (
    select count(distinct recommendation) as in_all,
        count(distinct recommendation) filter (kind = event_closed()) as ended from listed
),
report as (
    select event_group, source, report_number, count(*) as size from listed where kind = event_received() group by all
),
ranked as (
    select listed.n, row_number() over (partition by listed.event_group order by listed.days_later desc, report.size desc,
        report.source, report.report_number,
        case when listed.kind not in (event_re_dated(), event_received()) then took_effect_on end desc,
        recommendation.reference, listed.took_effect_on desc, listed.kind, listed.column_name) as place
    from listed join recommendation on recommendation.id = listed.recommendation
    left join report on report.event_group = listed.event_group and report.source is not distinct from listed.source
        and report.report_number is not distinct from listed.report_number where {only} qualify place <= $most
)
select version.reference, event.kind, event.took_effect_on, event.extract_day, event.column_name, event.before,
    event.after, version.source, version.report, version.text, event.state, event.status, event.status_before,
    event.close_reason, version.successor_reference, version.delivery_route, event.is_new, event.event_group as "group",
    event.days_later, version.dates_as_written, ranked.place, events, recommendations, later, earlier, in_all, ended
from ranked join period_event as event on event.n = ranked.n
join group_count on group_count.event_group = event.event_group cross join total join version on version.id = event.version
order by event.took_effect_on desc, version.reference, event.kind, event.column_name
