-- One row per recommendation that has a row, in any extract in force, whose marking is none of $markings, or is blank.
-- Reads: version
select distinct recommendation
from version
where classification is null or not list_contains($markings, classification)
