-- One row per day of $days on which anything moved: what was outstanding and came into the filter since the day before, or left it.
with after as (
    select walk_before, first_n, coalesce({where}, false) as is_inside from walk where is_altered
),
before as (
    select walk, coalesce({where}, false) as was_inside from walk where state = 'outstanding'
)
select
    ($days::date[])[first_n + 1] as day,
    count(*) filter (is_inside) as moved_in,
    count(*) filter (was_inside) as moved_out
from after
join before on before.walk = after.walk_before
where was_inside <> is_inside
group by first_n
order by first_n
