-- One row per choice of recommendations: how many recommendations the filters choose, and the highest marking among them.
-- Reads: position
select count(*) as recommendations, count(*) filter (classification = marking_official_sensitive()) as sensitive
from position
where state <> state_not_yet() and is_chosen
