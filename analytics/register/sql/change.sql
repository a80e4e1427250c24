-- One row per version and kind of change of an attribute: it differs from what was known of its recommendation before.
-- A first value is no change; a blank is one, but not where the file of its extract has no such column.
-- Reads: extract, version
with attribute (column_name, kind, place) as (
    values ('due_on', event_re_dated(), 1), ('delivery_route', event_re_routed(), 2), ('programme', event_re_routed(), 3),
        ('business_group', event_re_assigned(), 4), ('owner_role', event_re_assigned(), 5), ('risk', event_risk_changed(), 6),
        ('theme', event_theme_changed(), 7), ('strategic_priority', event_priority_changed(), 8),
        ('report', event_moved(), 9), ('text', event_reworded(), 10)
),
cell as (
    select id, version.recommendation, version.first_n, version.file_n,
        unnest(['due_on', 'delivery_route', 'programme', 'business_group', 'owner_role', 'risk', 'theme',
            'strategic_priority', 'report', 'text']) as column_name,
        unnest([due_on::varchar, delivery_route, programme, business_group, owner_role, risk, theme,
            strategic_priority, report, md5(text)]) as value
    from version where first_n <= $known
),
varied as (
    select recommendation, column_name from cell
    group by all having min(value) <> max(value) or count(value) between 1 and count(*) - 1
),
compared as (
    select
        cell.id, cell.recommendation, extract.as_at as extract_day, cell.column_name, cell.value,
        list_contains(file.columns, cell.column_name) as is_recorded,
        last_value(cell.value ignore nulls) over earlier as known,
        last_value(case when cell.value is not null then cell.id end ignore nulls) over earlier as known_id,
        last_value(case when is_recorded then coalesce(cell.value, '') end ignore nulls) over earlier as recorded
    from cell join varied using (recommendation, column_name)
    join extract on extract.n = cell.first_n join extract as file on file.n = cell.file_n
    window earlier as (partition by cell.recommendation, column_name order by first_n rows between unbounded preceding and 1 preceding)
)
select compared.recommendation, extract_day, column_name,
    case when column_name = 'due_on' and value is null then event_due_date_removed() else attribute.kind end as kind,
    case when column_name = 'text' then was.text else known end as before,
    case when column_name = 'text' then becomes.text else value end as after
from compared join attribute using (column_name)
join version as was on was.id = known_id join version as becomes on becomes.id = compared.id
where value <> known or (value is null and is_recorded and recorded <> '')
qualify row_number() over (partition by compared.recommendation, extract_day, attribute.kind order by place) = 1
