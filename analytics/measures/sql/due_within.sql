-- One row per moment: how many outstanding recommendations fall due from the as-at day to so many days on.
select
    count(*) filter (due_on <= $as_at + 30) as within_30,
    count(*) filter (due_on <= $as_at + 60) as within_60,
    count(*) filter (due_on <= $as_at + 90) as within_90
from position
where is_outstanding(state) and due_on >= $as_at and {where}
