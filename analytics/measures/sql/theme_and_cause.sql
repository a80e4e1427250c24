-- One row per recommendation that was ever on the register: its theme and its root cause, and when it came.
-- Reads: position, version
with recommendation_theme as (
    select
        position.recommendation,
        coalesce(version.theme, '') as theme,
        coalesce(version.root_cause, '') as root_cause,
        version.source,
        position.state = state_dropped() as is_dropped,
        coalesce(is_open(position.status), false) as is_open,
        case when position.is_dated then position.born_on end as came_on,
        not is_dropped and coalesce(came_on > $as_at::date - interval 12 month, false) as is_received,
        not is_dropped and coalesce(came_on > $as_at::date - interval 24 month, false) as is_received_lately
    from position
    join version on version.id = position.version
    where position.state <> state_not_yet()
)
select
    recommendation, theme, root_cause, source, year(came_on) as year, is_dropped, is_open, is_received,
    is_received_lately and not is_received as is_received_before
from recommendation_theme
