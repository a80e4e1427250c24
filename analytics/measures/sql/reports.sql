-- One row per choice of recommendations: from how many reports the open ones come.
-- Reads: position
with report_of_open as (
    select distinct source, report_number
    from position
    where is_open(status) and report_number is not null and is_chosen
)
select count(*) as reports from report_of_open
