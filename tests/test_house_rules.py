"""The rules of the house, read off the source: who imports whom, how SQL is kept, what no page may do."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

from analytics.vocabulary import SOURCES, CloseReason, EventKind, Marking, ResponseRoute, State, Status

MARKDOWN_ELEMENTS = {
    "badge", "button", "caption", "chat_message", "checkbox", "date_input", "dialog", "download_button", "error",
    "expander", "feedback", "file_uploader", "form_submit_button", "header", "info", "link_button", "markdown",
    "metric", "multiselect", "number_input", "page_link", "pills", "popover", "radio", "segmented_control",
    "select_slider", "selectbox", "slider", "spinner", "status", "subheader", "success", "tabs", "text_area",
    "text_input", "time_input", "title", "toast", "toggle", "warning",
}  # fmt: skip
"""The elements of Streamlit that read their text, label or tooltip as Markdown."""

CHOICES_IN_MARKDOWN = {"metric", "pills", "radio", "segmented_control", "tabs"}
"""Those that read other texts as Markdown too, such as the words of each choice."""

HTML_MODULES = {
    "pages/ui/figures.py", "pages/ui/frame.py", "pages/ui/html_table.py", "pages/ui/headings.py",
    "pages/ui/printing.py", "pages/ui/recommendation_links.py", "pages/ui/table_part.py", "pages/ui/tables.py",
    "pages/ui/term_links.py",
}  # fmt: skip

WITHOUT_A_CALLER = {
    # The writers of a pack are imported by the name of their kind of file.
    *(f"analytics.files.pack.{kind}.write" for kind in ("html", "pdf", "pptx", "xlsx")),
}
"""What nothing in the product names, and why it stays."""

MIGRATIONS = "analytics/meetings/migrations/versions/"
"""Its files are read by Alembic, by the names that it gives."""

WORDS_OF_RULES = {*State, *Status, *CloseReason, *EventKind, *Marking, *ResponseRoute, *SOURCES}
"""Words that SQL takes from the vocabulary, by a macro or from the table of the clocks."""

Rule = Callable[[Path], list[str]]

RANKS = {
    "vocabulary": 0,
    "terms": 0,
    "errors": 0,
    "export_format": 0,
    "formulas": 0,
    "english": 0,
    "normalise": 0,
    "settings": 0,
    "people": 1,
    "filters": 1,
    "audit": 2,
    "intake": 2,
    "register": 3,
    "meetings": 3,
    "sign_in": 4,
    "views": 4,
    "measures": 4,
    "charts": 5,
    "sections": 6,
    "files": 7,
    "alerts": 7,
    "api": 8,
    "commands": 8,
    "__main__": 9,
}
"""Within analytics a module imports from its own part and from parts of a lower rank."""

IN_THE_DATABASE = ("meetings", "audit", "sign_in", "views", "alerts")
"""The parts of analytics whose records lie in the database of meetings."""

LONGEST_FUNCTION = 50
LONGEST_QUERY = 40
UNTELLING_NAMES = {
    "abreast", "alike", "asked", "coming", "early", "every", "found", "given", "gone", "held", "kept", "live", "meant",
    "mine", "moment", "nought", "one", "passing", "placed", "said", "stands", "stated", "ticks", "together", "told",
    "turn", "turned", "whole",
}  # fmt: skip
"""Names that say nothing of what is in them; a name is the noun of the thing (`meeting`) or what an act does."""

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
AUDITORS_WORD = re.compile(r"\bresolved\b", re.IGNORECASE)


def sources(root: Path, *places: str) -> Iterator[tuple[str, ast.Module]]:
    """Path from the root, and syntax tree, of every Python file in these files and folders."""
    for place in places or ("app.py", "make.py", "analytics", "pages", "data", "bench"):
        start = root / place
        for path in [start] if start.is_file() else sorted(start.rglob("*.py")):
            yield path.relative_to(root).as_posix(), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, parsed once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: str, tree: ast.Module) -> Iterator[str]:
    """Every module that the file names in an import, in full: `from analytics import errors` is analytics.errors."""
    package = path.removesuffix(".py").split("/")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: -node.level]) if node.level else ""
            start = ".".join(filter(None, [above, node.module or ""]))
            yield from (f"{start}.{alias.name}" for alias in node.names)


def calls_of(tree: ast.Module, name: str) -> bool:
    """Whether the file uses an attribute or a keyword of that name."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == name) or (isinstance(node, ast.keyword) and node.arg == name)
        for node in ast.walk(tree)
    )


def pages(root: Path) -> list[Path]:
    """Every page: a Python file in a section of the menu."""
    files = sorted((root / "pages").glob("*/*.py"))
    return [path for path in files if path.parent.name != "ui" and not path.stem.startswith("_")]


def analytics_stays_free_of_streamlit(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "analytics")
        for name in imports(path, tree)
        if name.split(".")[0] in {"streamlit", "pages", "app"}
    ]


def only_streamlit_gaps_reach_inside_streamlit(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "app.py", "pages")
        for name in imports(path, tree)
        if name.startswith(("streamlit.runtime", "streamlit.proto", "streamlit.web"))
        if not path.startswith("pages/ui/streamlit_gaps/")
    ]


def only_the_register_imports_duckdb(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "app.py", "analytics", "pages", "data")
        for name in imports(path, tree)
        if name.split(".")[0] == "duckdb" and not path.startswith("analytics/register/")
    ]


def only_what_lies_in_the_database_imports_sqlalchemy(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "app.py", "analytics", "pages", "data")
        for name in imports(path, tree)
        if name.split(".")[0] in {"sqlalchemy", "alembic"}
        and not path.startswith(
            tuple(f"analytics/{part}/" for part in ("meetings", "audit", "sign_in", "views", "alerts"))
        )
    ]


def analytics_imports_one_way(root: Path) -> list[str]:
    faults = []
    for path, tree in sources(root, "analytics"):
        own = path.removesuffix(".py").split("/")[1]
        for name in imports(path, tree):
            part = name.split(".")[1] if name.startswith("analytics.") else own
            if part != own and RANKS.get(own, -1) <= RANKS.get(part, -1) and own != "__init__":
                faults.append(f"{path} imports {name}")
    return faults


def every_part_of_analytics_has_its_rank(root: Path) -> list[str]:
    parts = {path.split("/")[1].removesuffix(".py") for path, _ in sources(root, "analytics")} - {"__init__"}
    return [f"analytics/{part} has no rank among the imports" for part in sorted(parts - RANKS.keys())]


def pages_import_one_way(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "pages")
        for name in imports(path, tree)
        if name.split(".")[0] == "app" or (name.startswith("pages.") and name.split(".")[1] != "ui")
    ]


def sections_of_the_menu_share_through_pages_ui(root: Path) -> list[str]:
    """What two sections need lies in pages/ui itself; a section's own folder is imported by that section alone."""
    sections = {"explore", "oversee", "prepare", "manage"}
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "pages")
        for own in [(path.removeprefix("pages/").removeprefix("ui/").split("/")[0])]
        for name in imports(path, tree)
        if name.startswith("pages.ui.") and name.split(".")[2] in sections - {own}
    ]


def no_page_lies_beside_the_app(root: Path) -> list[str]:
    return [f"pages/{path.name} lies in no section" for path in sorted((root / "pages").glob("*.py"))]


def session_state_stays_with_the_shared_widgets(root: Path) -> list[str]:
    return [
        f"{path} reads or sets session_state"
        for path, tree in sources(root)
        if calls_of(tree, "session_state") and not path.startswith("pages/ui/") and path != "app.py"
    ]


def nothing_writes_raw_html(root: Path) -> list[str]:
    return [f"{path} uses unsafe_allow_html" for path, tree in sources(root) if calls_of(tree, "unsafe_allow_html")]


def _fixed(text: ast.expr) -> bool:
    """Whether a text is written in the code: a literal, or a constant named in capitals."""
    name = text.id if isinstance(text, ast.Name) else text.attr if isinstance(text, ast.Attribute) else ""
    return isinstance(text, ast.Constant) or (name.isupper() and name.strip("_") != "")


def text_reaches_the_screen_escaped(root: Path) -> list[str]:
    """Outside pages/ui/screen.py no text but a fixed one is given to Streamlit, which reads it as Markdown."""
    return [
        f"{path}:{call.lineno} gives {ast.unparse(call.func)} a text that is not escaped"
        for path, tree in sources(root, "app.py", "pages")
        if path != "pages/ui/screen.py"
        for modules in [_imported(tree) - {"st"}]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and not all(map(_fixed, _texts(call, modules)))
    ]


def _imported(tree: ast.Module) -> set[str]:
    """The names that a file imports."""
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name.split(".")[0] for node in imported for alias in node.names}


def _texts(call: ast.Call, modules: set[str]) -> list[ast.expr]:
    """The texts that a call gives to an element of Streamlit, or names Markdown; none for a function of `modules`."""
    if isinstance(call.func, ast.Name):
        return call.args if call.func.id == "Markdown" else []
    if not isinstance(call.func, ast.Attribute):
        return []
    name, of = call.func.attr, call.func.value
    if name == "Markdown":
        return call.args
    if name not in MARKDOWN_ELEMENTS or (isinstance(of, ast.Name) and of.id in {*modules, "log"}):
        return []
    if name in CHOICES_IN_MARKDOWN:
        return [call.func]
    return [*call.args[:1], *(given.value for given in call.keywords if given.arg in ("label", "body", "help", "text"))]


def html_is_written_in_few_places(root: Path) -> list[str]:
    """Where HTML is put together, each text in it is escaped; a page gives texts to these modules."""
    return [
        f"{path} writes HTML"
        for path, tree in sources(root, "app.py", "pages")
        if path not in HTML_MODULES
        and any(isinstance(node, ast.Attribute) and node.attr == "html" for node in ast.walk(tree))
    ]


def figures_are_built_without_express(root: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in sources(root, "app.py", "analytics", "pages")
        for name in imports(path, tree)
        if name.startswith("plotly.express")
    ]


def a_page_neither_queries_nor_groups(root: Path) -> list[str]:
    return [
        f"{path} calls {name}"
        for path, tree in sources(root, "pages")
        if not path.startswith("pages/ui/")
        for name in ("groupby", "pivot_table", "merge", "execute", "sql")
        if calls_of(tree, name)
    ]


def every_page_is_in_the_readme(root: Path) -> list[str]:
    readme = (root / "README.md").read_text(encoding="utf-8")
    return [
        f"README.md's table lacks {path.parent.name}/{path.stem}"
        for path in pages(root)
        if f"`{path.parent.name}/{path.stem}`" not in readme
    ]


def every_page_in_the_readme_is_there(root: Path) -> list[str]:
    there = {f"{path.parent.name}/{path.stem}" for path in pages(root)}
    named = re.findall(r"^\|.*`(\w+/\w+)` \|", (root / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [f"README.md's table names {page}, which is not there" for page in named if page not in there]


def every_query_says_its_rows(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} does not open with '-- One row per'"
        for path in sorted((root / "analytics").rglob("*.sql"))
        if not path.read_text(encoding="utf-8").startswith("-- One row per ")
    ]


def every_query_is_short(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (root / "analytics").rglob("*.sql")}
    return [f"{path.relative_to(root)} has {n} lines" for path, n in sorted(lengths.items()) if n > LONGEST_QUERY]


def no_query_takes_every_column(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} selects *"
        for path in sorted((root / "analytics").rglob("*.sql"))
        if re.search(r"\bselect\s+(\w+\.)?\*", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]


def no_sql_writes_a_word_of_a_rule(root: Path) -> list[str]:
    """What is open, closed or withdrawn, and whose clock runs, stands in the vocabulary; macros bring it to SQL.

    A parameter of a query takes what is no rule, and the columns of an extract are named as they are.
    """
    queries = [
        (path.relative_to(root).as_posix(), re.sub(r"--.*", "", path.read_text(encoding="utf-8")))
        for path in sorted((root / "analytics").rglob("*.sql"))
    ]
    texts = [
        (path, node.value)
        for path, tree in sources(root, "analytics/measures", "analytics/register")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [
        f"{path} writes '{word}'"
        for path, text in [*queries, *texts]
        for word in re.findall(r"'([^'\n]*)'", text)
        if word in WORDS_OF_RULES
    ]


def every_function_is_short(root: Path) -> list[str]:
    return [
        f"{path}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, tree in sources(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]


def modules_are_named_for_the_domain(root: Path) -> list[str]:
    return [f"{path} says nothing of what is in it" for path, _ in sources(root) if Path(path).stem in VAGUE_NAMES]


def names_say_what_they_name(root: Path) -> list[str]:
    """Variables, parameters, functions and attributes; a name of a library, as a keyword, is not ours to choose."""
    return [
        f"{path}:{line} calls something '{name}'"
        for path, tree in sources(root, "app.py", "make.py", "analytics", "pages", "data", "bench", "deploy")
        for line, name in _names_given(tree)
        if name.strip("_") in UNTELLING_NAMES
    ]


def _names_given(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that a file gives to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def every_class_has_a_name_of_its_own(root: Path) -> list[str]:
    """Two classes of one name read alike wherever they are used; one begins with an underscore in its own module."""
    places: dict[str, list[str]] = {}
    for path, tree in sources(root, "analytics", "pages"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(path)
    return [f"{name} is in {' and in '.join(paths)}" for name, paths in places.items() if len(paths) > 1]


def every_module_opens_with_a_sentence(root: Path) -> list[str]:
    silent = [path for path, tree in sources(root) if tree.body and not ast.get_docstring(tree)]
    return [f"{path} opens without a sentence" for path in silent]


def nothing_is_left_for_later(root: Path) -> list[str]:
    folders = ("analytics", "pages", "data", "bench", "docs")
    files = [path for folder in folders for path in sorted((root / folder).rglob("*"))]
    return [
        f"{path.relative_to(root)}: {result.group()}"
        for path in [*files, *sorted(root.glob("*"))]
        if path.suffix in {".py", ".sql", ".md", ".toml"} and path.is_file()
        if (result := UNFINISHED.search(path.read_text(encoding="utf-8")))
    ]


def nothing_is_called_by_the_auditors_word(root: Path) -> list[str]:
    """To an auditor it means agreed but still open; a Board member reads it as done."""
    return [
        f"{path}:{node.lineno} says '{result.group()}'"
        for path, tree in sources(root, "app.py", "analytics", "pages")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (result := AUDITORS_WORD.search(node.value))
    ]


def everything_in_the_product_has_a_caller(root: Path) -> list[str]:
    """Each function, class and constant of a module is named by its own module or another, tests left out.

    Names are followed to the module that they are imported from: vulture compares names alone, so that one `by_year`
    hides another, and it takes nine attributes in ten that a library reads for dead.
    """
    trees = {_module(path): (path, tree) for path, tree in sources(root)}
    used = {name for module, (_, tree) in trees.items() for name in _names_used(module, tree, trees.keys())}
    return [
        f"{path}: {name} has no caller"
        for module, (path, tree) in trees.items()
        if path.startswith(("app.py", "analytics/", "pages/")) and not path.startswith(MIGRATIONS)
        for name, _ in _defined(tree)
        if f"{module}.{name}" not in used | WITHOUT_A_CALLER
    ]


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The functions, classes and constants of a module, each with its statement."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            yield from ((name, node) for name in names if name != "__all__")


def _names_used(module: str, tree: ast.Module, modules: Collection[str]) -> Iterator[str]:
    """What a module names of itself and of others, in full: analytics.measures.flow.by_month."""
    of_module: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported = {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            of_module |= {name: full for name, full in imported.items() if full in modules}
            yield from imported.values()
        elif isinstance(node, ast.Import):
            of_module |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in of_module:
            yield f"{of_module[ast.unparse(node.value)]}.{node.attr}"
    places: dict[str, set[ast.stmt]] = {}
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                places.setdefault(node.id, set()).add(statement)
    yield from (f"{module}.{name}" for name, own in _defined(tree) if places.get(name, set()) - {own})


def every_query_is_asked(root: Path) -> list[str]:
    texts = {
        node.value.removesuffix(".sql")
        for _, tree in sources(root, "analytics")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    queries = sorted((root / "analytics").rglob("*.sql"))
    declared = " ".join(re.findall(r"^-- Reads: (.*)", "\n".join(map(Path.read_text, queries)), re.MULTILINE))
    read = {name.removesuffix("_groups") for name in re.findall(r"\w+", declared)}
    return [f"{path.relative_to(root)} is asked by nothing" for path in queries if path.stem not in texts | read]


def locks_name_no_host(root: Path) -> list[str]:
    return [
        f"{path.name}: {line}"
        for path in sorted(root.glob("requirements*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "://" in line or line.startswith(("--index", "--extra-index", "--find-links", "-i ", "-f "))
    ]


BROKEN: dict[Rule, dict[str, str]] = {
    analytics_stays_free_of_streamlit: {"analytics/charts/bars.py": "import streamlit as st"},
    only_streamlit_gaps_reach_inside_streamlit: {"pages/ui/links.py": "from streamlit.runtime import Runtime"},
    only_the_register_imports_duckdb: {"analytics/measures/age.py": "from duckdb import connect"},
    only_what_lies_in_the_database_imports_sqlalchemy: {
        "pages/ui/meetings_store.py": "from sqlalchemy import create_engine"
    },
    analytics_imports_one_way: {"analytics/intake/rows.py": "from analytics.measures import age"},
    every_part_of_analytics_has_its_rank: {"analytics/extras/__init__.py": ""},
    pages_import_one_way: {"pages/ui/shell.py": "from pages.explore import trends"},
    sections_of_the_menu_share_through_pages_ui: {
        "pages/ui/explore/saved_list.py": "from pages.ui.prepare.meetings import saving"
    },
    no_page_lies_beside_the_app: {"pages/trends.py": ""},
    session_state_stays_with_the_shared_widgets: {"pages/explore/trends.py": "st.session_state['a'] = 1"},
    nothing_writes_raw_html: {"pages/ui/shell.py": "st.markdown('<b>', unsafe_allow_html=True)"},
    text_reaches_the_screen_escaped: {"pages/ui/shell.py": "st.caption(f'{source} is not in this register')"},
    html_is_written_in_few_places: {"pages/explore/trends.py": "st.html(text)"},
    figures_are_built_without_express: {"analytics/charts/bars.py": "import plotly.express as px"},
    a_page_neither_queries_nor_groups: {"pages/explore/trends.py": "rows.groupby('source')"},
    every_page_is_in_the_readme: {"pages/explore/trends.py": ""},
    every_page_in_the_readme_is_there: {"README.md": "| Trends | how it went | `explore/trends` |"},
    every_query_says_its_rows: {"analytics/measures/sql/age.sql": "select 1"},
    every_query_is_short: {"analytics/measures/sql/age.sql": "-- One row per band\n" * 41},
    no_query_takes_every_column: {"analytics/measures/sql/age.sql": "-- One row per band\nselect b.* from band b"},
    no_sql_writes_a_word_of_a_rule: {"analytics/measures/sql/age.sql": "-- One row per band\nwhere state = 'closed'"},
    every_function_is_short: {"analytics/english.py": "def f():\n" + "    x = 1\n" * 50},
    modules_are_named_for_the_domain: {"analytics/measures/helpers.py": ""},
    names_say_what_they_name: {"analytics/english.py": "def f(rows):\n    return [one for one in rows]"},
    every_class_has_a_name_of_its_own: {
        "analytics/english.py": "class Line: ...",
        "pages/ui/screen.py": "class Line: ...",
    },
    every_module_opens_with_a_sentence: {"analytics/english.py": "x = 1"},
    nothing_is_left_for_later: {"analytics/english.py": "# TO" + "DO: the rest"},
    nothing_is_called_by_the_auditors_word: {"pages/explore/trends.py": "st.metric('Resolved', 3)"},
    everything_in_the_product_has_a_caller: {"analytics/english.py": "def by_year():\n    return by_year"},
    every_query_is_asked: {"analytics/measures/sql/age.sql": "-- One row per band"},
    locks_name_no_host: {"requirements.lock": "--index-url https://example.org/simple"},
}
"""Each rule, and the smallest project that breaks it."""


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule: Rule, project_root: Path) -> None:
    assert rule(project_root) == []


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_rule_can_be_broken(rule: Rule, tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    for name, content in BROKEN[rule].items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    assert len(rule(tmp_path)) == 1


def test_a_relative_import_is_told_in_full() -> None:
    tree = ast.parse("from ..register import folder\nfrom . import rows")
    assert list(imports("analytics/intake/faults.py", tree)) == ["analytics.register.folder", "analytics.intake.rows"]
