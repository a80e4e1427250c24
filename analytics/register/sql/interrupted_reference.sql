-- One row per reference whose row went and came back, or was rejected: its distinct rows are not its runs.
-- Reads: distinct_row
select distinct reference from distinct_row where row_hash is null or extracts <> last_n - first_n + 1
