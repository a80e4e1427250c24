"""Headings as people write them: shortened words, "our" and "the", and questions such as "Who said it"."""

from __future__ import annotations

import re
from functools import lru_cache

from analytics.intake.suggestions import plain

_ABBREVIATIONS: dict[str, str] = {
    "recommendation": "rec recs recc recom recomm recommend recommendations",
    "reference": "ref refs refno refnum urn uid uin",
    "number": "no nos num nr nbr",
    "identifier": "id ident",
    "date": "dt dte dates",
    "target": "tgt targ",
    "description": "desc descr descrip",
    "department": "dept dep dpt",
    "directorate": "dir direct",
    "programme": "prog program programmes",
    "organisation": "org organization orgn",
    "source": "src srce",
    "status": "stat sts",
    "completion": "compl cmpl comp",
    "responsible": "resp",
    "officer": "off ofcr",
    "owner": "own ownr",
    "published": "pub publ pubd",
    "original": "orig",
    "revised": "rev revd",
    "expected": "exp est estimated anticipated",
    "management": "mgmt mgt",
    "category": "cat categ",
    "priority": "pri prio prty",
    "comments": "cmt cmts comm comment",
    "updated": "upd updt",
    "update": "updates",
    "implementation": "impl implem",
    "received": "recd rcvd rec'd",
    "closed": "cl clsd",
    "question": "qu",
    "business": "bus",
    "classification": "class classn",
    "response": "respnse rspns",
}
"""Words of headings, and how they are shortened."""

_FULL = {short: word for word, shorts in _ABBREVIATIONS.items() for short in shorts.split()}

_ARTICLES = frozenset(["our", "your", "their", "my", "its", "the", "a", "an", "s", "of"])
"""Words that do not tell columns apart; "s" is what a possessive leaves: "Met's ref"."""

_OWNERS = frozenset(["met", "mps", "force", "ewoc", "mopac", "internal", "unique", "local", "main", "master"])
"""Whose number a reference is, where the heading says so: "MPS ref", "unique ref no"."""

_OTHERS = re.compile(r"(?:your|their|hmicfrs|hmic|iopc|source|external)\b")
"""How a heading begins that names the reference of somebody else."""


@lru_cache(maxsize=10_000)
def in_full(heading: str) -> str:
    """A heading as compared, its words in full and without those that do not tell columns apart."""
    words = [_FULL.get(word, word) for word in plain(heading).split()]
    words = [word for word in words if word not in _ARTICLES] or words
    if words and words[-1] in ("reference", "number", "identifier"):
        words = [word for word in words if word not in _OWNERS]
    return " ".join(words)


def names_the_others(heading: str) -> bool:
    """Whether a heading says that what it names is somebody else's: "Their ref" beside "Our ref"."""
    return _OTHERS.match(plain(heading)) is not None


_THEY = r"(?:they|we|you|he|she|it|this|hmicfrs|iopc|[a-z]+ (?:have|has|had)|the [a-z]+)"
_BE = r"(?:is|s|was|are|were|has been|have been|be)"
_MADE = "(?:said|says|asked|asks|made|wrote|raised|issued|recommended|found|told|wants|wanted)"
_ASKED = "(?:(?:ask|want|recommend)(?:s|ed)?|say|says|said|told|required?|requested|needed)"
_QUESTIONS: tuple[tuple[str, str], ...] = (
    ("closed_on", rf"when (?:{_BE} |did )?(?:{_THEY} )?(?:closed?|finish|finished|completed?|signed off)"),
    ("closed_on", r"(?:closed|finished|completed) when"),
    ("updated_on", rf"when (?:{_BE} )?(?:it |this )?(?:last )?(?:updated|changed|looked at)"),
    ("updated_on", r"last (?:touched|looked at|changed)"),
    ("responded_on", rf"when (?:did )?(?:{_BE} )?(?:{_THEY} )?(?:answer|answered|reply|replied|respond|responded)"),
    ("received_on", rf"when (?:did )?(?:{_BE} )?(?:{_THEY} )?(?:get it|got it|received?|logged|come in|came in)"),
    ("due_on", r"(?:when (?:is|s|was) (?:it|this) )?due(?: by| when)?|when due|(?:by )?when by|by when"),
    ("due_on", rf"when (?:must|should|will|does|do) .+|when {_THEY} (?:must|should|will|wants?) .+"),
    ("due_on", r"(?:need|want)ed by"),
    ("made_on", rf"when (?:did )?(?:{_BE} )?(?:{_THEY} )?(?:make|made|say|said|ask|asked|issued|raised|recommended)"),
    ("close_reason", rf"(?:why|how) (?:did )?(?:{_BE} )?(?:{_THEY} )?(?:closed?|finished)(?: it)?"),
    ("progress_note", rf"what (?:{_BE} |did |have |has )?(?:{_THEY} )?(?:being |been |have )?(?:do|done|did|doing)"),
    (
        "progress_note",
        rf"what (?:{_BE} |has )?(?:being |been )?happen(?:ed|ing|s)|what {_THEY} (?:has|have) (?:been )?done",
    ),
    ("progress_note", r"how far .+|any (?:progress|news|updates?)|latest"),
    ("status", r"where (?:are|is|s) (?:we|it|this|things)(?: .+)?|where (?:we|it|things) (?:are|is)(?: .+)?"),
    (
        "status",
        r"how (?:is|s|are) (?:it|things|we) (?:going|doing)|state of play|open or closed|done or not|still open",
    ),
    ("status", r"(?:is|has|was) (?:it|this) (?:been )?(?:closed|done|finished|completed?|open|signed off)"),
    ("status", r"what (?:is|s) the (?:status|state|position)"),
    ("theme", r"what (?:(?:is|s) )?(?:it|this) (?:(?:is|s) )?about|about what|what about"),
    ("kind", r"what (?:kind|type|sort)(?: .+)?"),
    ("evidence", r"how (?:do )?we know(?: .+)?|what (?:is the )?(?:evidence|proof)(?: .+)?|proof"),
    ("finding", rf"what (?:{_BE} )?(?:{_THEY} )?(?:find|found|wrong|went wrong|saw)|why (?:it matters|they asked)"),
    ("text", rf"what (?:do |did |does |{_BE} )?(?:{_THEY} )?(?:{_BE} )?{_ASKED}(?: .+)?"),
    ("text", rf"what (?:{_THEY} )?(?:must|should|needs? to|have to|has to|to)(?: .+)?|what needs .+|(?:the )?asks?"),
    ("addressed_to", rf"who (?:{_BE} )?(?:it|this) (?:is |was )?(?:for|to|aimed at|sent to|addressed to)"),
    ("addressed_to", r"who (?:to|for)|(?:to|for) whom"),
    ("source", rf"whose(?: recommendation)?(?: is it)?|who {_MADE}(?: .+)?|(?:said|asked|told|recommended) by"),
    ("source", rf"who (?:{_BE} )?(?:it|this) (?:is |was |came |comes )?from|from (?:whom|where|who)|wh(?:ere|o) from"),
    ("source", r"(?:where )?(?:(?:did|does) )?(?:it |this )?(?:come|came|comes) from"),
    ("report", r"which (?:report|inspection|audit|review|inquiry|publication)(?: .+)?"),
    ("report", r"where (?:it|this) (?:was|is) (?:said|published)"),
    ("programme", r"which (?:programme|project|workstream)(?: .+)?"),
    ("business_group", r"which (?:command|department|team|unit|group|area|directorate|bcu|part)(?: .+)?"),
    ("risk", r"how (?:bad|serious|risky|urgent|severe|important)(?: .+)?"),
    ("reference", r"(?:which|what) (?:(?:is|s) (?:its|the) )?(?:number|ref|reference)(?: .+)?"),
    ("owner_role", r"who (?:owns|leads|does|has|will|must|should|looks after|deals with)(?: .+)?|whose job(?: .+)?"),
    (
        "owner_role",
        r"who (?:is|s) (?:the )?(?:doing|leading|responsible|owner|lead|accountable|in charge|got|on)(?: .+)?",
    ),
    ("owner_role", r"who (?:it|this) (?:is|s) with"),
)
"""Our columns, and the questions that a heading asks for them, as compared; the first that fits counts."""

_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _QUESTIONS)


@lru_cache(maxsize=10_000)
def column_of_question(heading: str) -> str | None:
    """The column that a heading asks for in the words of a question: "Who said it" is the source; None for none."""
    key = plain(heading)
    return next((column for column, pattern in _COMPILED if pattern.fullmatch(key)), None)
