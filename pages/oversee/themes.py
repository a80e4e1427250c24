"""Themes: what recommendations are about and why they were needed, by source and over time."""

from analytics.measures import forward_plan
from analytics.measures.themes import theme_counts
from analytics.sections import themes as section
from pages.ui import cached, forward_plan_parts, headings, register_info, sentences
from pages.ui.oversee import themes_view as shown

filters, facts = register_info.filters_to_latest(), register_info.facts()
theme = cached.result(theme_counts, filters, "theme")
of_causes = (theme_counts, filters, "root_cause")
cached.start_early((forward_plan.parts, filters), of_causes)

headings.page_headline(
    sentences.headline(section.sentence(theme, register_info.recorded())), sentences.view(filters, facts)
)
if theme.by_source.empty:
    sentences.no_match()
else:
    shown.part(theme, filters)
    forward_plan_parts.themes_without_meeting()
    shown.part(cached.result(*of_causes), filters)
