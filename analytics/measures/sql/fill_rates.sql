-- One row per extract in force and column of its rows: how many of its accepted rows have the column filled.
-- Reads: extract, rejected, version
with held as (
    select extract.as_at, version.id
    from extract
    join version on extract.n between version.first_n and version.last_n
    anti join rejected on rejected.n = extract.n and rejected.reference = version.reference
),
counted as (
    select
        held.as_at,
        count(held.id) as accepted,
        count(columns(version.* exclude (addressed_to, tags, dates_as_written))),
        count(*) filter (len(version.addressed_to) > 0) as addressed_to,
        count(*) filter (len(version.tags) > 0) as tags,
        count(*) filter (len(version.dates_as_written) > 0) as dates_as_written
    from held
    join version on version.id = held.id
    group by held.as_at
)
select as_at, column_name, accepted, filled
from (unpivot counted on columns(* exclude (as_at, accepted)) into name column_name value filled)
order by as_at
