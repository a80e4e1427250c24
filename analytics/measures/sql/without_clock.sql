-- One row per recommendation that no statutory clock for a response runs for: its source and its report.
-- Reads: clock, position, version
select position.recommendation, position.source, position.report_number
from position
join version on version.id = position.version
left join clock on clock.source = version.source
where is_on_register(position.state)
    and (clock.source is null or version.response_route <> clock.route)
