"""A name in the address that nothing answers to is told; those that the pages use are not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from analytics.filters import FIELD
from pages.ui.address_parameters import OF_PAGES, SEEN, unknown

PASSED_ON = {"name", "key", "field", "_choice_key(block)"}
"""What shared code writes where whoever calls it gives the name."""


def test_a_name_of_nothing_is_told_with_the_one_that_was_meant() -> None:
    assert unknown(["q", "sorce", "Status", "refrence"]) == (
        "The address asks for 'q', which is no filter and no choice of a page.",
        "The address asks for 'sorce', which is no filter and no choice of a page. Did you mean 'source'?",
        "The address asks for 'Status', which is no filter and no choice of a page. Did you mean 'status'?",
        "The address asks for 'refrence', which is no filter and no choice of a page. Did you mean 'reference'?",
    )


def test_of_very_many_names_the_first_are_named_and_the_rest_counted() -> None:
    sentences = unknown(f"zz{number}" for number in range(300))
    assert [sentence.split("'")[1] for sentence in sentences[:-1]] == ["zz0", "zz1", "zz2", "zz3", "zz4"]
    assert sentences[-1] == "The same is true of 295 more names."


def test_filters_choices_of_pages_and_open_rows_are_known() -> None:
    assert unknown([*FIELD, *OF_PAGES, "see_strategic-priority"]) == ()


def test_every_name_that_a_page_keeps_in_the_address_is_known(project_root: Path) -> None:
    used = {name for path in sorted((project_root / "pages").rglob("*.py")) for name in names(path)}
    assert len(used) > 10
    assert unknown(sorted(used)) == ()
    assert set(OF_PAGES) - used == LINKED


CALLS = {f"params.{name}" for name in ("param_value", "widget_key", "save_widget_value", "set_param")}
LINKED = {"months", "event", "themes", "strategic_priorities", "programmes"}
"""Names that reach the address through a parameter: of `trend_params._choice` and of a new meeting's lists."""


def names(path: Path) -> Iterator[str]:
    """Every name under which this file reads or writes the address."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if "params" not in imported(tree) and "query" not in ast.unparse(tree):
        return
    constants = dict(pair for node in tree.body if isinstance(node, ast.Assign) for pair in constant(node))
    for node in ast.walk(tree):
        for given in places(node):
            text = ast.unparse(given)
            if isinstance(given, ast.Constant):
                yield str(given.value)
            elif isinstance(given, ast.JoinedStr):
                assert isinstance(given.values[0], ast.Constant), f"{path}: {text}"
                assert str(given.values[0].value) == SEEN, f"{path}: {text}"
            elif text in constants:
                yield constants[text]
            else:
                assert text in PASSED_ON | imported(tree), f"{path}: whose name is {text}?"


def places(node: ast.AST) -> Iterator[ast.expr]:
    """Where the syntax puts a name of the address: a subscript, a call on the query or `params`, a bound widget."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.query_params":
        yield node.slice
    if not isinstance(node, ast.Call):
        return
    called = ast.unparse(node.func)
    if called.startswith("st.query_params.") or called in CALLS:
        yield node.args[0]
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    if "bind" in keywords:
        yield keywords["key"]
    if ast.unparse(keywords.get("on_change") or keywords.get("on_click") or node.func).startswith("params."):
        arguments = keywords.get("args")
        yield from arguments.elts[:1] if isinstance(arguments, ast.Tuple) else ()


def constant(node: ast.Assign) -> Iterator[tuple[str, str]]:
    """The names that a module gives to texts, also several at once."""
    (target,) = node.targets
    several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
    for name, value in zip(target.elts, node.value.elts, strict=True) if several else [(target, node.value)]:
        if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield name.id, value.value


def imported(tree: ast.Module) -> set[str]:
    """The names that the file has from another, which is looked at for itself."""
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
