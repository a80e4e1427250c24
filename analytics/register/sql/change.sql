-- One row per version and kind of plan in which it differs from the version before it: date, route, owner.
with plan as (
    select
        recommendation,
        said_in,
        unnest(['re-dated', 're-routed', 're-routed', 're-assigned', 're-assigned']) as kind,
        unnest(['due_on', 'delivery_route', 'programme', 'business_group', 'owner_role']) as column_name,
        unnest([said.due_on::varchar, said.delivery_route, said.programme, said.business_group, said.owner_role])
            as before,
        unnest([says.due_on::varchar, says.delivery_route, says.programme, says.business_group, says.owner_role])
            as after,
        generate_subscripts([1, 2, 3, 4, 5], 1) as place
    from told
    where said is not null
)
select recommendation, said_in, kind, column_name, before, after
from plan
where before <> after
qualify row_number() over (partition by recommendation, said_in, kind order by place) = 1
