-- One row per event of the recommendation $reference, in the order in which they took effect.
-- Reads: event, recommendation
select event.kind, event.took_effect_on, event.extract_day, event.column_name, event.before, event.after
from event
join recommendation on recommendation.id = event.recommendation
where recommendation.reference = $reference
order by event.took_effect_on, event.extract_day, event.kind, event.column_name
