-- One row per age band that any recommendation is in: how many outstanding ones, and how many of them open.
-- Reads: position
select
    case
        when aged_from is null then 6
        when $as_at < aged_from + interval 3 month then 0
        when $as_at < aged_from + interval 6 month then 1
        when $as_at < aged_from + interval 12 month then 2
        when $as_at < aged_from + interval 24 month then 3
        when $as_at < aged_from + interval 36 month then 4
        else 5
    end as band,
    count(*) as outstanding,
    count(*) filter (is_open(status)) as open
from position
where is_outstanding(state) and is_chosen
group by band
