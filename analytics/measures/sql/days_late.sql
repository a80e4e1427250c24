-- One row per band of days late that any recommendation is in: how many are outstanding past the date {against}.
select
    case
        when date_diff('day', {against}, $as_at) <= 30 then 0
        when date_diff('day', {against}, $as_at) <= 90 then 1
        when date_diff('day', {against}, $as_at) <= 180 then 2
        when date_diff('day', {against}, $as_at) <= 365 then 3
        else 4
    end as band,
    count(*) as outstanding
from position
where is_outstanding(state) and {against} < $as_at and {where}
group by band
