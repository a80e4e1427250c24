-- One row per recommendation that an extract by the as-at day calls open again after one that had it proposed for closure.
with chosen as (
    select recommendation, version, status from position where state <> 'not yet' and {where}
)
select
    version.reference, version.source, version.text, returned.sent_back_on, returned.times,
    chosen.status::varchar as status
from returned
join chosen on chosen.recommendation = returned.recommendation
join version on version.id = chosen.version
order by returned.sent_back_on desc, version.reference
