-- One row per recommendation that the filters choose, with the columns asked for, in the order asked for.
with chosen as (
    select * from position where state <> 'not yet' and {where}
)
select {columns}
from chosen
join version on version.id = chosen.version
order by {order}
limit $limit offset $offset
