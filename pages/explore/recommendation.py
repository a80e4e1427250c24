"""Recommendation: what one asks for, where it stands, what has happened to it, and what belongs to it."""

from pages.ui import headings, recommendation_links, register_info, session
from pages.ui.explore import recommendation

filters, facts = session.filters(), register_info.facts()
as_at, reference = filters.as_at or facts.newest, recommendation_links.reference_in_address()
shown_recommendation = recommendation.find(filters, reference) if reference else None

recommendation.steps(filters, reference)
if shown_recommendation is None:
    headings.page_headline(recommendation.missing(reference, as_at), recommendation.HOW_TO_FIND)
else:
    headings.page_headline(
        recommendation.headline(shown_recommendation), recommendation.view(filters, shown_recommendation, facts)
    )
    recommendation.page(filters, shown_recommendation, as_at)
