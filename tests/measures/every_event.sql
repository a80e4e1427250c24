-- One row per event that the used extracts tell, in the order in which it was told.
-- Reads: event, recommendation
select recommendation.reference, kind, took_effect_on, extract_day, column_name, before, after
from event
join recommendation on recommendation.id = event.recommendation
order by extract_day, took_effect_on, recommendation.reference, kind, column_name
