-- One row per version: how often the due date had been changed for another by then; a blank between two counts as one.
-- Reads: known_version
select id as version, (count(*) filter (is_redated) over (partition by recommendation order by first_n))::integer as redatings
from known_version
