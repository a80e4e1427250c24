-- One row per recommendation that no statutory clock for a response runs for: its source and its report.
select position.recommendation, position.source, position.report_number
from position
join version on version.id = position.version
where is_on_register(position.state)
    and (position.source not in ('HMICFRS', 'IOPC', 'Coroner')
        or (position.source = 'IOPC' and version.response_route = 'section 10'))
