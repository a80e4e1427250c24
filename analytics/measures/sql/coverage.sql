-- One row per source: how many recommendations and closures there are up to the first extract and since, and how many of
-- them have no date.
-- Reads: position
select
    coalesce(source::varchar, '') as source,
    min(born_on) filter (is_dated) as first_received_on,
    count(*) filter (born_on <= $first_extract) as received,
    count(*) filter (born_on <= $first_extract and not is_dated) as received_undated,
    count(*) filter (born_on > $first_extract) as received_since,
    count(*) filter (born_on > $first_extract and not is_dated) as received_since_undated,
    count(*) filter (has_ended(state) and ended_on <= $first_extract) as closed,
    count(*) filter (
        has_ended(state) and ended_on <= $first_extract and not is_timed
    ) as closed_undated
from position
where state <> state_not_yet() and is_chosen
group by all
