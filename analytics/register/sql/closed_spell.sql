-- One row per spell: successive extracts that hold a recommendation and say that it has ended.
-- Its newest row that fills a closing date dates it, but never after its first extract: such a date is a slip.
-- Reads: birth, extract, known_version
with member as (
    select
        recommendation, is_ended, first_n, last_n, first_day,
        before_n, before_is_ended, after_n, after_is_ended, closed_on,
        count(*) filter (not is_ended) over (partition by recommendation order by first_n) as island
    from known_version
),
gathered as (
    select
        recommendation,
        min(first_n) as first_n,
        max(last_n) as last_n,
        min(first_day) as first_day,
        max(before_n) filter (not before_is_ended) as before_n,
        min(after_n) filter (not after_is_ended) as after_n,
        arg_max(closed_on, first_n) as closed_on
    from member
    where is_ended
    group by recommendation, island
)
select
    gathered.recommendation,
    gathered.first_n,
    gathered.first_day,
    newest.id as version,
    gathered.closed_on is not null as is_dated,
    gathered.closed_on is not null or gathered.before_n is not null as is_timed,
    least(greatest(coalesce(gathered.closed_on, gathered.first_day), birth.born_on), gathered.first_day) as begins_on,
    coalesce(after.as_at, date '9999-12-31') as ends_on,
    coalesce(before.as_at + 1, birth.born_on) as unknown_from
from gathered
join birth on birth.recommendation = gathered.recommendation
join known_version as newest on newest.recommendation = gathered.recommendation and newest.last_n = gathered.last_n
left join extract as before on before.n = gathered.before_n
left join extract as after on after.n = gathered.after_n
