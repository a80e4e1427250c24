"""Quality: every extract that was loaded, how full its columns are, what was wrong, and who accepted it."""

from analytics.charts.fill_rates import fill_rates
from analytics.english import day
from analytics.measures import quality
from pages.ui import cached, chart, headings, links, load_target
from pages.ui.manage import extracts

goal = load_target.find()
folder = cached.register_path()
loaded = quality.extracts(folder)
used = [extract.manifest.as_at for extract in loaded if extract.status == "in force"]
headings.page_headline(
    extracts.position(loaded),
    "Extracts, their errors and how complete they are. The filters do not apply to this page.",
)

if used:
    chart.show(fill_rates(cached.result(quality.fill)), key="fill")
if len(used) > 1:
    days = (day(used[1]), day(used[0]))
    extracts.moves(cached.result(quality.fill_moves), cached.result(quality.fault_moves), days)
if used:
    extracts.faults(cached.result(quality.faults))
if loaded:
    extracts.anomalies(quality.accepted(folder))
    extracts.listing(loaded)
    extracts.seals(folder)
    extracts.ask_withdrawal(loaded, goal)
else:
    links.to("load", "Load an extract")
