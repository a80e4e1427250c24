-- One row per open recommendation that a review has tagged as a candidate for closure.
-- Reads: position, version
select
    position.recommendation, position.version, version.reference, position.status::varchar as status, position.due_on,
    version.dates_as_written
from position
join version on version.id = position.version
where is_open(position.status) and list_contains(version.tags, 'Closure candidate')
