"""Text on the screen: escaped unless its Markdown is meant; links lead nowhere but to pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.ui import screen
from pages.ui.screen import Markdown, escaped, link

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("152 recommendations are open, 5 more than on 31 October.", None),
        ("Risk: high (since May) – “no plan”; 3% & rising!", None),
        ("[sign in](http:x)", r"\[sign in\](http\:x)"),
        ("*a* _b_ `c` ~~d~~ $e$ | f", r"\*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$ \| f"),
        (":red[x] :smile: at 10:30", rf"\:red\[x\] \:{JOINER}smile: at 10\:30"),
        ("<b> &amp; &#42; a & b", r"\<b> \&amp; \&#42; a & b"),
        ("http://a.org, HTTPS://b.org", rf"http\:{JOINER}//a.org, HTTPS\:{JOINER}//b.org"),
        ("www.a.org and who@a.org", f"www{JOINER}.a.org and who{JOINER}@a.org"),
        ("# head", r"\# head"),
        ("title\n===", "title\n\\==="),
        ("1. one\n2) two, 3.5 each", "1\\. one\n2\\) two, 3.5 each"),
        ("a\n\n    code", "a\n\ncode"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_a_text_is_shown_letter_by_letter(text: str, written: str | None) -> None:
    assert escaped(text) == (text if written is None else written)


def test_what_is_put_into_markdown_is_escaped_and_markdown_is_not() -> None:
    bold = Markdown("**{}**").format("a*b")
    assert bold == r"**a\*b**"
    assert Markdown("{} · {name}").format(bold, name="[c]") == r"**a\*b** · \[c\]"
    assert Markdown("; ").join([bold, "_d_"]) == r"**a\*b**; \_d\_"


PIECES = [*"ab \n\t*_[]()<>:$`~|#+-=.1@&;\\!^{}w/", "http", "https", "://", "www."]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_mark_is_left_unescaped(text: str) -> None:
    """What the text loses is indents alone, and every mark has its backslash; "_" is none within a word."""
    shown = escaped(text)
    for mark in "*[]`~$<|^{}":
        assert shown.count(mark) == text.count(mark) == shown.count(f"\\{mark}")
    assert shown.count("_") == text.count("_")
    assert not re.search(r"(?<!\\)_(?![^\W_])|(?<![\\\w])_", shown)
    assert not re.search(r"https?://|www\.", shown)
    assert "\n " not in shown


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=c#d", "[Page](https://example.org/a?b=c#d)"),
        ("https://example.org/) [Sign in](https://example.com", "[Page](https://example.org/%29%20%5BSign%20in%5D%28https://example.com)"),
        ("about#words", "[Page](about#words)"),
        ("javascript://example.org/%0aalert(1)", "Page"),
        ("javascript:alert(1)", "Page"),
        ("//example.org", "Page"),
        ("https:", "Page"),
        ("http://[", "Page"),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_page_or_is_none(address: str, written: str) -> None:
    assert link("Page", address) == written


def test_a_document_stands_under_the_heading_of_its_page(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# Title\n\n## Part\n\n### Smaller\n\n*text*\n", encoding="utf-8")
    assert screen.document(file) == "\n## Part\n\n### Smaller\n\n*text*\n"


def _every_element() -> None:
    from pages.ui import screen as shown

    text = "a*b [c](d)"
    for element in (shown.markdown, shown.caption, shown.header, shown.error, shown.warning, shown.info, shown.success):
        element(text)
    shown.button(text, help=text)
    shown.expander(text)
    shown.selectbox(text, ["x"])
    shown.radio(text, [text])
    shown.segmented_control(text, [text], format_func=str)
    shown.metric(text, "1", "2", help=text)


def test_every_element_escapes_its_label_its_tooltip_and_its_choices() -> None:
    app = AppTest.from_function(_every_element).run()
    assert not app.exception
    written = r"a\*b \[c\](d)"
    texts = [*app.markdown, *app.caption, *app.header, *app.error, *app.warning, *app.info, *app.success]
    assert [element.value for element in texts] == [written] * 7
    assert (app.button[0].label, app.button[0].help) == (written, written)
    assert (app.expander[0].label, app.selectbox[0].label) == (written, written)
    assert (app.radio[0].label, app.radio[0].options) == (written, [written])
    assert (app.metric[0].label, app.metric[0].help) == (written, written)
