"""The text to paste into another program so that it reads what a page shows, and reads it anew by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from analytics.api.application import PREFIX
from analytics.api.formats import HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What is read: the dashboard's address without the page, the name of a page or resource, and the query."""

    base: str
    name: str
    query: Mapping[str, Sequence[str]]
    needs_token: bool = False

    @property
    def path(self) -> str:
        """The path of the CSV file, from the dashboard's address."""
        return f"{PREFIX.removeprefix('/')}/{self.name}.csv"

    @property
    def address(self) -> str:
        """The address of the CSV file; every letter of it may stand between quotation marks anywhere."""
        return self._address(self.path)

    @property
    def page_address(self) -> str:
        """The address of the same as a table in HTML."""
        return self._address(f"{self.path.removesuffix('.csv')}.{HTML}")

    def _address(self, path: str) -> str:
        query = urlencode(self.query, doseq=True, errors="surrogatepass")
        return f"{self.base}/{path}{f'?{query}' if query else ''}"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one program is connected: its name, what to do, the text to paste, and the language of the text."""

    program: str
    steps: str
    text: str
    language: str | None = None


def web_query(connection: Connection) -> bytes:
    """A file that Excel opens as a web query (IQY): it reads the table of the address, and again at each refresh."""
    options = {
        "Selection": "AllTables",
        "Formatting": "None",
        "PreFormattedTextToColumns": "True",
        "ConsecutiveDelimitersAsOne": "False",
        "SingleBlockTextImport": "False",
        "DisableDateRecognition": "True",  # a reference such as 1-2 is no day
        "DisableRedirections": "True",
    }
    lines = ["WEB", "1", connection.page_address, "", *(f"{name}={value}" for name, value in options.items()), ""]
    return "\r\n".join(lines).encode("ascii")


EXCEL = "Excel"
TOKEN = "PASTE-THE-TOKEN-HERE"  # noqa: S105 - where the reader's own goes
BASIC = " Choose Basic when asked how to sign in: any name, and the token as password."


def recipes(connection: Connection) -> tuple[Recipe, ...]:
    """How each program is connected."""
    basic = BASIC if connection.needs_token else ""
    return (
        Recipe(EXCEL, f"Data, From Web. Paste this address.{basic} Refresh All reads it again.", connection.address),
        Recipe(
            "Power BI, or Excel’s Power Query",
            f"Get Data, Blank Query, Advanced Editor. Replace what is there with this.{basic}",
            power_query(connection),
        ),
        Recipe("Python", "With pandas.", _python(connection), "python"),
        Recipe("R", "Without a package.", _r(connection), "r"),
        Recipe("curl", "On any command line.", _curl(connection), "bash"),
    )


def _python(connection: Connection) -> str:
    header = f', storage_options={{"Authorization": "Bearer {TOKEN}"}}' if connection.needs_token else ""
    return f'import pandas as pd\n\nrows = pd.read_csv("{connection.address}"{header})'


def _r(connection: Connection) -> str:
    if not connection.needs_token:
        return f'rows <- read.csv("{connection.address}", fileEncoding = "UTF-8-BOM")'
    header = f'headers = c(Authorization = "Bearer {TOKEN}")'
    return f'rows <- read.csv(url("{connection.address}", {header}, encoding = "UTF-8-BOM"))'


def _curl(connection: Connection) -> str:
    header = f'-H "Authorization: Bearer {TOKEN}" ' if connection.needs_token else ""
    return f'curl --fail --compressed {header}-o {connection.name}.csv "{connection.address}"'


def power_query(connection: Connection) -> str:
    """The query in Power Query's language: a fixed address, so that a service may refresh it on a schedule."""
    chosen = ", ".join(f"{name} = {_values(values)}" for name, values in connection.query.items())
    return "\n".join(
        (
            "let",
            f"    Source = Web.Contents({_quoted(connection.base)}, [",
            f"        RelativePath = {_quoted(connection.path)},",
            f"        Query = [{chosen}]",
            "    ]),",
            '    Read = Csv.Document(Source, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),',
            "    Rows = Table.PromoteHeaders(Read, [PromoteAllScalars = true])",
            "in",
            "    Rows",
        )
    )


def _values(values: Sequence[str]) -> str:
    """One value as a text, several as a list: Power Query then repeats the name in the address."""
    return _quoted(values[0]) if len(values) == 1 else f"{{{', '.join(map(_quoted, values))}}}"


def _quoted(text: str) -> str:
    """A text in Power Query's language, where #( begins a special letter."""
    return '"' + text.replace("#(", "#(#)(").replace('"', '""').replace("\n", "#(lf)").replace("\r", "#(cr)") + '"'
