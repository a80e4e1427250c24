-- One row per recommendation that awaits on-boarding, the longest waiting first: how many days since it was received.
select
    version.reference,
    coalesce(version.source, '') as source,
    version.report,
    version.text,
    version.received_on,
    case when version.received_on <= $as_at then date_diff('day', version.received_on, $as_at) end as days
from (
    select version from position
    where state = 'outstanding' and status = 'awaiting on-boarding' and {where}
) as chosen
join version on version.id = chosen.version
order by days desc nulls last, version.reference
