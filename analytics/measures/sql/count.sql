-- One row per moment: how many recommendations the filters choose, and the highest marking among them.
select count(*) as recommendations, count(*) filter (classification = 'OFFICIAL-SENSITIVE') as sensitive
from position
where state <> state_not_yet() and {where}
