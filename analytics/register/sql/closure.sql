-- One row per closure: a spell, its days, why it ended, and the day of the extract that reopened it. A reopening belongs
-- to one closure: the newest that an extract before it tells of.
-- Reads: closed_spell, reopening, version
with reopened as (
    select spell.recommendation, spell.first_n, reopening.extract_day
    from reopening
    asof join closed_spell as spell on spell.recommendation = reopening.recommendation and reopening.extract_day > spell.first_day
)
select
    spell.recommendation,
    spell.begins_on as closed_on,
    case when spell.is_dated then spell.begins_on else spell.unknown_from end as earliest_on,
    spell.is_dated,
    version.status,
    version.close_reason,
    reopened.extract_day as reopened_on
from closed_spell as spell
join version on version.id = spell.version
left join reopened on reopened.recommendation = spell.recommendation and reopened.first_n = spell.first_n
