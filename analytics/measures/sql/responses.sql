-- One row per response that a statutory clock runs for: its days, and how many of its recommendations it covers.
with chosen as (
    select version, state from position where state not in ('not yet', 'dropped') and {where}
),
asked as (
    select
        version.source,
        coalesce(version.report, version.reference) as report,
        case when version.source = 'HMICFRS' then version.report_published_on else version.made_on end as starts_on,
        case version.source when 'Coroner' then starts_on + 56 else starts_on + 55 end as counted_on,
        version.response_due_on as stated_on,
        version.response_extended_to as extended_to,
        case
            when version.source = 'HMICFRS' then counted_on
            when version.source = 'IOPC' then greatest(counted_on, extended_to)
            else greatest(coalesce(stated_on, counted_on), extended_to)
        end as due_on,
        version.source <> 'IOPC' or stated_on is not null or extended_to is not null as is_certain,
        case when version.responded_on <= $as_at then version.responded_on end as responded_on,
        chosen.state = 'outstanding' as is_outstanding
    from chosen
    join version on version.id = chosen.version
    where version.source in ('HMICFRS', 'IOPC', 'Coroner')
        and (chosen.state <> 'withdrawn or merged' or responded_on is not null)
)
select
    source, report, starts_on, due_on, is_certain,
    case when source <> 'HMICFRS' then max(extended_to) end as extended_to,
    case when source = 'HMICFRS' then nullif(min(greatest(stated_on, extended_to)), due_on) end as mps_due_on,
    case when count(responded_on) = count(*) then max(responded_on) end as responded_on,
    count(*) as recommendations,
    count(responded_on) as answered,
    count(*) filter (is_outstanding) as outstanding
from asked
group by source, report, starts_on, due_on, is_certain
order by due_on nulls last, source, report
