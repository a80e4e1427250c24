-- One row per recommendation's month of birth, where that is dated, and one per its month of ending, where that is timed.
-- Reads: position
select date_trunc('month', born_on)::date as month, 1 as received, 0 as closed, * from {position}
where state <> state_not_yet() and is_dated
union all
select date_trunc('month', ended_on)::date, 0, 1, * from {position}
where has_ended(state) and is_timed
