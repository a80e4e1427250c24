-- One row per recommendation and closing that an extract by the as-at day takes back, and whether within twelve months.
with closing as (
    select recommendation, said_in, took_effect_on as closed_on from event where kind = 'closed'
),
reopening as (
    select recommendation, took_effect_on as reopened_on from event where kind = 'reopened' and took_effect_on <= $as_at
),
chosen as (
    select recommendation, version, status from position where state <> 'not yet' and {where}
)
select
    version.reference, version.source, version.text, closing.closed_on, reopening.reopened_on,
    reopening.reopened_on - closing.closed_on as days,
    case
        when reopening.reopened_on <= closing.closed_on + interval 12 month then true
        when (select max(as_at) from extract where as_at < reopening.reopened_on) < closing.closed_on + interval 12 month
            then null
        else false
    end as is_within_a_year,
    chosen.status::varchar as status
from reopening
asof join closing
    on closing.recommendation = reopening.recommendation and reopening.reopened_on > closing.said_in
join chosen on chosen.recommendation = reopening.recommendation
join version on version.id = chosen.version
order by reopening.reopened_on desc, version.reference
