-- One row per recommendation and closing that an extract by the as-at day takes back, and whether within twelve months.
with chosen as (
    select recommendation, version, status from position where state <> 'not yet' and {where}
)
select
    version.reference, version.source, version.text, taken_back.closed_on, taken_back.reopened_on, taken_back.days,
    taken_back.is_within_a_year, chosen.status::varchar as status
from taken_back
join chosen on chosen.recommendation = taken_back.recommendation
join version on version.id = chosen.version
order by taken_back.reopened_on desc, version.reference
