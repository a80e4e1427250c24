-- One row per event that the view of the as-at day tells and the opening one did not, of recommendations in the filter:
-- the first $most of each group in the order of its list, each with how many its group has.
with chosen as (
    select unit from tally where state <> 'not yet' and {where}
),
told as materialized (
    select n, kind, happened, took_effect_on, source, report_number, is_first, is_first_of_group, is_first_later,
        is_first_closing
    from happened where unit in (select unit from chosen)
),
counted as (
    select happened, count(*) as events, count(*) filter (is_first_of_group) as recommendations,
        count(*) filter (is_first_later) as later, count(*) filter (took_effect_on <= $since) as earlier
    from told group by happened
),
whole as (
    select count(*) filter (is_first) as in_all, count(*) filter (is_first_closing) as ended from told
),
report as (
    select happened, source, report_number, count(*) as size from told where kind = 'received' group by all
),
placed as (
    select told.n, row_number() over (partition by told.happened order by report.size desc, told.n) as place
    from told
    left join report on report.happened = told.happened and report.source is not distinct from told.source
        and report.report_number is not distinct from told.report_number
    where {only} qualify place <= $most
)
select told.reference, told.kind, told.took_effect_on, told.said_in, told.column_name, told.before, told.after,
    told.source, told.report, told.text, told.state, told.status, told.status_before, told.close_reason,
    told.successor_reference, told.delivery_route, told.is_new, told.happened as "group", told.days_later,
    placed.place, events, recommendations, later, earlier, in_all, ended
from placed join happened as told on told.n = placed.n join counted on counted.happened = told.happened cross join whole
order by told.took_effect_on desc, told.reference, told.kind, told.column_name
