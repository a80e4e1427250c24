-- One row per group of series spans and group of the outstanding spans before them that were altered: how many spans.
-- Reads: series_span
select before.row_group as group_id_before, span.row_group as group_id, count(*)::integer as n
from {series_span} as span
join {series_span} as before on before.id = span.id_before
where span.is_altered and is_outstanding(before.state)
group by all
