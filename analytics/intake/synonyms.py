"""What other registers call our columns and our values; only ever a proposal, which an analyst confirms."""

from __future__ import annotations

import re

from analytics.intake.suggestions import plain
from analytics.vocabulary import (
    COLUMN,
    Achievable,
    AssuranceOutcome,
    CloseReason,
    Kind,
    Marking,
    ResponseGiven,
    ResponseRoute,
    Risk,
    Route,
    Status,
)

_HEADINGS: dict[str, str] = {
    "reference": "ref, number, no, #, rec, id, identifier, unique id, unique reference, reference number, "
    "recommendation id, recommendation number, recommendation no, recommendation reference, recommendation ref, "
    "rec no, rec id, rec ref, item no, item id, ewoc id, ewoc reference, url",
    "previous_reference": "old reference, old ref, former reference, previous ref, legacy reference, legacy id",
    "source": "body, source body, recommending body, issuing body, issued by, made by, organisation, inspectorate, "
    "reviewer, origin, review body, from",
    "addressed_to": "recipient, recipients, addressee, addressees, sent to, directed to, addressed, made to, to, for",
    "report": "report title, report name, title of report, inquiry, inspection, audit, audit title, review, "
    "publication, source document, document, group heading",
    "report_published_on": "published, published on, publication date, date published, report date, "
    "report publication date",
    "kind": "type, recommendation type, type of recommendation, item type, record type",
    "parent_reference": "parent, parent id, parent ref, parent recommendation, cause of concern reference",
    "finding": "findings, issue found, observation, observations, what was found, concern",
    "text": "rec, recommendation text, recommendation wording, recommendations, wording, full text, description, "
    "recommendation description, recommendation detail, detail, details, action recommended",
    "classification": "protective marking, security marking, security classification, handling, gpms, gsc",
    "source_rating": "rating, original rating, audit rating, grade, grading, priority rating, source priority",
    "risk": "risk level, risk rating, severity, criticality, level of risk, rag risk, priority, priority level, "
    "recommendation priority",
    "theme": "themes, topic, subject, issue, safety issue, category, area, subject area, thematic area",
    "root_cause": "cause, root causes, underlying cause",
    "priority_framework": "framework, strategic framework",
    "strategic_priority": "priority area, strategic objective, objective, turnaround priority, mps priority",
    "tags": "tag, labels, label, keywords, flags, markers, categories",
    "delivery_route": "route, route to delivery, delivery mechanism, mechanism, delivered by",
    "programme": "program, programme name, project, tier one programme, delivery programme, workstream",
    "business_group": "business area, department, directorate, business unit, command, portfolio, group, unit",
    "owner_role": "owner, sro, senior responsible owner, responsible owner, lead, action owner, responsible officer, "
    "business lead, accountable owner",
    "advised_by": "adviser, advisor, advice from, advice given by, advising body, triaged by",
    "advised_achievable": "achievable, is it achievable, achievability, deliverable, feasible, feasibility",
    "advised_route": "route proposed, proposed route, recommended route, route advised, proposed delivery route",
    "status": "current status, state, recommendation status, position, response, stage",
    "close_reason": "closure reason, reason for closure, reason closed, closed reason, outcome",
    "successor_reference": "superseded by, replaced by, merged into, successor reference, new reference",
    "assurance_outcome": "underlying issue addressed, assurance result, assurance, issue addressed",
    "assured_by_role": "assurer, assured by, assurance lead, validated by",
    "evidence": "closure evidence, evidence of completion, evidence for closure, supporting evidence",
    "progress_note": "progress update, update, latest update, progress notes, comment, comments, notes, reply, "
    "reply text, response text, narrative, commentary, management response",
    "response_route": "made under, iopc route, legal basis, statutory basis, power used, provision",
    "made_on": "date made, made, date of recommendation, recommendation date, date issued, issued, issue date, "
    "date raised, raised on, date of report, date",
    "received_on": "date received, received, date added, added, date logged, logged on, entered on, created, "
    "created on, date created",
    "advised_on": "advised, date advised, advice date, date of advice, advice given on, advice given",
    "onboarded_on": "onboarded, date onboarded, on boarded on, pib date, pib approval date, approved on, approval date",
    "response_due_on": "response due, response due date, response deadline, reply due, response required by",
    "response_extended_to": "extension date, extended to, response extended, extended deadline",
    "response_paused_from": "clock paused, clock paused from, paused from, paused on, response paused",
    "response_paused_to": "clock paused to, clock paused until, paused to, paused until",
    "response_given": "responded, replied, response received, reply received, has responded, answered",
    "responded_on": "response date, date of response, replied on, reply date, date replied, response sent",
    "original_due_on": "original due date, original target, original target date, original deadline, first due date, "
    "baseline date, initial due date, original completion date",
    "due_on": "due date, due, target, target date, revised target, revised due, deadline, current due date, revised "
    "due date, revised target date, revised deadline, revised date, current target date, current deadline, target "
    "completion date, implementation date, agreed date, expected completion date",
    "action_complete_on": "action completed, completed on, completion date, date completed, action completion date, "
    "date implemented",
    "proposed_for_closure_on": "proposed for closure, closure proposed, submitted for closure, closure submitted",
    "closed_on": "closed, date closed, closure date, closed date, date of closure, date of closing",
    "updated_on": "updated, last updated, date updated, modified, last modified, modified on, date of last update",
}

HEADINGS: dict[str, frozenset[str]] = {
    column: frozenset(plain(name) for name in _HEADINGS.get(column, "").split(",") if name.strip()) for column in COLUMN
}
"""Headings under which other registers keep each of our columns, as compared."""


_NOT_YET_CLOSED = re.compile(
    r"\b(pending|awaiting|awaits|subject to|waiting for|with \w+ for|for) ([a-z0-9 ]+ )?(sign off|closure|closing)\b"
    r"|\b(complete|completed|closed|implemented|done|discharged|delivered)\b.*"
    r"\b(pending|awaiting|awaits|subject to|waiting for|with \w+ for)\b"
    r"|\bevidence (has been |been )?(submitted|provided|sent)\b"
)
"""What a status says of a recommendation that its owner has done with and that nobody has closed, as compared."""


def awaits_closure(status: str) -> bool:
    """Whether a status says that the action is done and somebody has still to agree: "Complete – pending sign-off"."""
    text = plain(status).replace("signoff", "sign off")
    return not text.startswith("not ") and _NOT_YET_CLOSED.search(text) is not None


def _value_synonyms(table: dict[str, str]) -> dict[str, str]:
    """Their words, as compared, and ours."""
    return {plain(word): str(ours) for ours, words in table.items() for word in words.split(",")}


_ROUTES = _value_synonyms(
    {
        Route.PROGRAMME: "program, project, portfolio",
        Route.LOCAL: "local, business as usual, bau",
        Route.POLICY: "policy, other, other mechanism, policy or other",
    }
)

ENDED_HEADINGS = frozenset(map(plain, ("complete", "completed", "closed", "done", "discharged", "implemented")))
OPEN_HEADINGS = frozenset(map(plain, ("open", "outstanding")))
"""Headings under which "yes" and "no" say whether a recommendation has ended, or is open."""

YES_OR_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
"""Answers as compared, and what each says."""

VALUE_SYNONYMS: dict[str, dict[str, str]] = {
    "status": _value_synonyms(
        {
            Status.AWAITING: "awaiting onboarding, new, received, awaiting triage, triage, logged, not yet on-boarded",
            Status.OPEN: "ongoing, on-going, in progress, progressing, active, live, outstanding, pending, overdue, "
            "partial, partially complete, partially implemented, not started, not yet started, on track, at risk, "
            "delayed, accepted, agreed, open - on track, open - overdue, incomplete, not complete, not completed, "
            "not yet complete, not yet completed, not implemented, not yet implemented, not closed, not signed off, "
            "reopened, re-opened",
            Status.PROPOSED: "recommended for closure, closure requested, pending closure, awaiting closure, "
            "submitted for closure, ready to close, closure proposed, evidence submitted, evidence provided, "
            "evidence sent, evidence with hmicfrs, awaiting sign-off, pending sign-off, for sign-off, with hmicfrs",
            Status.DISPUTED: "challenged, under challenge, contested, in dispute, query",
            Status.CLOSED: "complete, completed, implemented, done, discharged, finished, superseded, withdrawn, "
            "cancelled, canceled, merged, signed off",
            Status.NOT_ACCEPTED: "rejected, declined, not agreed, refused, noted",
            Status.UNKNOWN: "unconfirmed, not known, unclear, tbc, to be confirmed",
        }
    ),
    "close_reason": _value_synonyms(
        {
            CloseReason.IMPLEMENTED: "complete, completed, done, closed acceptable, closed implemented, delivered",
            CloseReason.ALTERNATIVE: "alternative, alternative action, closed alternative, implemented differently",
            CloseReason.SUPERSEDED: "closed superseded, replaced",
            CloseReason.NOT_APPLICABLE: "not applicable, n/a, cancelled, closed cancelled, obsolete, not relevant",
            CloseReason.DUPLICATE: "duplicated, merged, closed duplicate",
            CloseReason.RISK_ACCEPTED: "risk accepted, not implemented, accepted risk, tolerated",
            CloseReason.WITHDRAWN: "withdrawn by source, closed withdrawn, retracted",
        }
    ),
    "kind": _value_synonyms(
        {
            Kind.RECOMMENDATION: "rec, recs, recommendations",
            Kind.AREA_FOR_IMPROVEMENT: "afi, areas for improvement",
            Kind.CAUSE_OF_CONCERN: "coc, cause for concern, causes of concern",
            Kind.MATTER_OF_CONCERN: "pfd, moc, matters of concern, prevention of future deaths",
            Kind.LEARNING: "learning, learning rec, organisational learning",
            Kind.AGREED_ACTION: "action, management action, agreed management action, audit action",
            Kind.ADVICE: "suggestion, guidance",
        }
    ),
    "risk": _value_synonyms(
        {
            Risk.HIGH: "h, critical, red, very high, p1",
            Risk.MEDIUM: "m, med, moderate, amber, p2",
            Risk.LOW: "l, green, minor, p3",
        }
    ),
    "delivery_route": _ROUTES,
    "advised_route": _ROUTES,
    "advised_achievable": _value_synonyms(
        {
            Achievable.YES: "y, achievable, fully, fully achievable",
            Achievable.IN_PART: "partly, partial, partially, partly achievable, partially achievable",
            Achievable.NO: "n, not achievable, unachievable",
        }
    ),
    "classification": _value_synonyms(
        {Marking.OFFICIAL: "o", Marking.OFFICIAL_SENSITIVE: "os, o-s, sensitive, official - sensitive"}
    ),
    "assurance_outcome": _value_synonyms(
        {
            AssuranceOutcome.YES: "y, addressed, fully",
            AssuranceOutcome.IN_PART: "partly, partial, partially",
            AssuranceOutcome.NO: "n, not addressed",
        }
    ),
    "response_route": _value_synonyms(
        {
            ResponseRoute.PARAGRAPH_28A: "28a, para 28a, para. 28a, sch 3 para 28a, schedule 3 paragraph 28a",
            ResponseRoute.SECTION_10: "10, s10, s.10, s.10(1)(e), section 10(1)(e)",
        }
    ),
    "response_given": _value_synonyms(
        {
            ResponseGiven.YES: "y, given, received, responded, replied",
            ResponseGiven.NO: "n, not given, none, awaited",
            ResponseGiven.IN_PART: "partly, partial, partially",
        }
    ),
}
"""What other registers call our values, by column, as compared."""
