-- One row per filter field and value: how many recommendations on the register have it.
-- What is listed apart, such as causes of concern, is counted under its kind alone; its values are among the others.
with born as (
    select
        source::varchar as source, kind::varchar as kind, status::varchar as status, risk::varchar as risk,
        strategic_priority::varchar as strategic_priority, delivery_route::varchar as delivery_route,
        programme::varchar as programme, business_group::varchar as business_group, theme::varchar as theme,
        position.report, {where} as is_counted
    from position
    where state <> state_not_yet()
),
cell as (
    select field, value, is_counted
    from born unpivot include nulls (
        value for field in (
            source, kind, status, risk, strategic_priority, delivery_route, programme, business_group, theme, report
        )
    )
)
select field, value, count(*) filter (is_counted or field = 'kind') as recommendations
from cell
group by all
union all
select 'tag', tag, count(*) filter ({where})
from position, (select unnest(case when len(position.tags) > 0 then position.tags else [null] end) as tag)
where state <> state_not_yet()
group by tag
