-- One row per recommendation born by the as-at day.
-- Reads: position, version
select version.reference, state, position.status, born_on, redatings, first_agreed_on
from position join version on version.id = position.version where state <> 'not yet'
