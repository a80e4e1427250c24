-- One row per recommendation whose row went and came back, or was rejected: its stretches are not its runs.
select distinct reference from stretch where row_hash is null or extracts <> last_n - first_n + 1
