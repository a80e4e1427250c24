-- One row per moment: how many outstanding recommendations have no original date of their own, but a first due date.
with chosen as (
    select version, first_agreed_on from position where state = 'outstanding' and {where}
)
select count(*) as recommendations
from chosen
join version on version.id = chosen.version
where version.original_due_on is null and chosen.first_agreed_on is not null
