-- One row per recommendation born by $as_at: that day, the only one asked for.
-- Reads: birth
select recommendation, $as_at::date as from_day from birth where born_on <= $as_at
