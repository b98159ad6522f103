"""What belongs to the report and not to a row: its title, its committee, its rule, where it comes from."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ragcore.files.table import Grid
from ragcore.json_text import read_json
from ragcore.problems import Problem, at_most, error, quoted, warning
from ragcore.rule import Rule
from ragcore.text import same_name, visible
from ragcore.vocabulary import vocabulary

SUFFIX = ".about.toml"
SHEET = "About"
METADATA = b"scorecard-about"
MOST_BYTES = 1_000_000

# What a sheet may call a field besides its own name; of the rule, what people call its settings.
LABELS = {
    "hide_small": "Hide numerators of 1 to 5",
    "rule.amber": "Tolerance",
    "rule.green_within": "Green within",
    "rule.improved": "Amber if improved",
    "rule.as_shown": "Rate figures as shown",
}
_HEADINGS = ("field", "setting", "item")
_SWITCHES = ("hide_small", "rule.as_shown")

Understood = tuple["About", Rule, list[Problem]]


@dataclass(frozen=True)
class About:
    """What a scorecard says of itself; '' where it says nothing.

    illustrative : one line for the screen where figures are not a body's own
    horizon : the period that projections are about, unless a scenario says otherwise
    hide_small : whether counts of 1 to 5 are shown nowhere
    """

    title: str = ""
    short_title: str = ""
    body: str = ""
    committee: str = ""
    date: str = ""
    author: str = ""
    purpose: str = ""
    recommendation: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    illustrative: str = ""
    note: str = ""
    horizon: str = ""
    hide_small: bool = False

    def over(self, other: About) -> About:
        """What is said here, else what the other says; small counts are hidden where either says so.

        >>> About(title="Quarter 2").over(About(title="Q2", body="Council", hide_small=True))
        About(title='Quarter 2', ... body='Council', ... hide_small=True)
        """
        return About(**{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)})


# The names of all that can be said, those of the rule after `rule.`, each with its label.
FIELDS = {
    name: LABELS.get(name, name.replace("_", " ").capitalize())
    for name in (*(field.name for field in fields(About)), *(f"rule.{field.name}" for field in fields(Rule)))
}


class _Said(NamedTuple):
    """One thing that is said: the name of the field, what it is said to be, and where."""

    name: str
    value: object
    where: str


def sidecar(table: Path) -> Path:
    """Where the file about a table lies: `report.csv` has `report.about.toml`."""
    return table.with_name(table.stem + SUFFIX)


def read_about(path: Path) -> Understood:
    """Read the file beside a table; what is not there says nothing.

    Returns what it says, the rule it states, and all that is wrong with it: an error refuses the scorecard.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return About(), Rule(), []
    except OSError:
        return _refused(path.name, "E_ABOUT", "may not be read; check who may read it")
    if len(data) > MOST_BYTES:
        return _refused(path.name, "E_TOO_LARGE", f"has more than {MOST_BYTES:,} bytes; shorten it")
    return _read(path.name, data)


def about_in_json(text: str) -> Understood:
    """Read what a Parquet file says of itself in its metadata, as `as_json` writes it.

    >>> about_in_json('{"title": "Report", "rule": {"amber": "5"}}')[1].amber
    Tolerance(size=5.0, percent=False)
    """
    name = f"metadata {METADATA.decode()}"
    told, problems = read_json(text.encode(errors="replace"))
    if problems or not isinstance(told, dict):
        fault = f"The {name} of the file is not JSON with fields; write the file again without it."
        return About(), Rule(), [error("E_ABOUT", name, fault)]
    return _understood(name, _flat(name, told))


def about_in_grid(grid: Grid) -> Understood:
    """Read the sheet about a table: fields, or their labels, in the first column, what they are in the second.

    A field that is there without a value says nothing.

    >>> about_in_grid(Grid([(1, ["Committee", "Scrutiny"]), (2, ["Tolerance", "5%"])], "About"))[:2]
    (About(... committee='Scrutiny', ...), Rule(amber=Tolerance(size=5.0, percent=True), ...))
    """
    name = f"sheet {visible(grid.sheet)[:60]}"
    rows = [(row, [visible(cell) for cell in cells]) for row, cells in grid.rows]
    rows = [(row, [*cells, "", ""]) for row, cells in rows if any(cells)]
    if rows and same_name(rows[0][1][0]) in _HEADINGS:
        rows = rows[1:]
    said: dict[str, _Said] = {}
    problems: list[Problem] = []
    for row, (field, value, *beyond) in rows:
        where = f"{name}, row {row}"
        if any(beyond):
            told = f"In {where}, only the first two columns are read: a field and its value."
            problems.append(warning("W_EXTRA_COLUMNS", where, told))
        known = _LABELLED.get(_label(field))
        if value and known in said:
            told = f"In {name}, {known} is said twice; keep one of them."
            problems.append(error("E_DUPLICATE_KEY", where, told))
        elif value:
            said[known or field] = _Said(known or field, _switch(known, value), where)
    about, rule, found = _understood(name, said.values())
    return about, rule, at_most(problems + found)


def as_settings(about: About, rule: Rule) -> dict[str, object]:
    """What is said and nothing else, as files have it: the fields, and the rule's settings under `rule`.

    >>> as_settings(About(title="Report"), Rule())
    {'title': 'Report'}
    """
    said: dict[str, object] = {name: value for name, value in vars(about).items() if value}
    settings = rule.as_settings()
    return said | ({"rule": settings} if settings else {})


def as_rows(about: About, rule: Rule) -> list[tuple[str, str]]:
    """The same as the rows of a sheet.

    >>> as_rows(About(title="Report"), Rule(as_shown=True))
    [('title', 'Report'), ('rule.as_shown', 'yes')]
    """
    flat = _flat("", as_settings(about, rule))
    return [(said.name, "yes" if said.value is True else str(said.value)) for said in flat]


def as_json(about: About, rule: Rule) -> str:
    """The same as JSON, on one line."""
    return json.dumps(as_settings(about, rule), ensure_ascii=False, allow_nan=False)


def as_toml(about: About, rule: Rule) -> str:
    r"""The same as TOML, for a file beside a table.

    >>> as_toml(About(title='The "plan"'), Rule(improved="also"))
    'title = "The \\"plan\\""\n\n[rule]\nimproved = "also"\n'
    """
    said = as_settings(about, rule)
    settings = said.pop("rule", None)
    lines = _toml(said)
    if isinstance(settings, dict):
        lines += ([""] if lines else []) + ["[rule]", *_toml(settings)]
    return "".join(f"{line}\n" for line in lines)


def _toml(said: Mapping[str, object]) -> list[str]:
    """Texts and switches: those of TOML are those of JSON, except for one character that only TOML wants escaped."""
    written = {name: json.dumps(value, ensure_ascii=False) for name, value in said.items()}
    return [f"{name} = {value}".replace("\x7f", "\\u007f") for name, value in written.items()]


def _read(name: str, data: bytes) -> Understood:
    """Read the bytes of the file."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _refused(name, "E_ENCODING", "is not UTF-8; save it as UTF-8")
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"\(at (.+)\)", str(fault))
        return _refused(name, "E_ABOUT", f"is not TOML at {place[1] if place else 'some place'}; correct it")
    except (ValueError, RecursionError):  # of a number of thousands of digits, and of brackets as deep
        return _refused(name, "E_ABOUT", "holds what no report says; correct it")
    return _understood(name, _flat(name, told))


def _refused(name: str, code: str, fault: str) -> Understood:
    """What is read of a file that is refused as a whole."""
    return About(), Rule(), [error(code, name, f"{name} {fault}, or remove the file.")]


def _flat(name: str, told: Mapping[str, object]) -> Iterator[_Said]:
    """What is said one by one, the settings of the rule after `rule.`."""
    for key, value in told.items():
        if key == "rule":
            settings = value if isinstance(value, dict) else {"rule": value}
            inner = {f"rule.{setting}": own for setting, own in settings.items()}
        else:
            inner = {key: value}
        yield from (_Said(field, own, f"{name}, {visible(field)[:60]}") for field, own in inner.items())


def _understood(name: str, said: Iterable[_Said]) -> Understood:
    """Make an About and a Rule of what is said."""
    problems: list[Problem] = []
    found: dict[str, str | bool] = {}
    rule = Rule()
    for field, value, where in said:
        if field.startswith("rule."):
            try:
                rule = rule.changed({field.removeprefix("rule."): value})
            except ValueError as fault:
                problems.append(error("E_RULE", where, f"In {name}, {visible(str(fault))[:300]}."))
        elif field not in FIELDS:
            problems.append(warning("W_UNKNOWN_FIELD", where, f"{name} has a field {quoted(field)} that was ignored."))
        elif field in _SWITCHES:
            if isinstance(value, bool):
                found[field] = value
            else:
                problems.append(error("E_FIELD_TYPE", where, f"In {name}, {field} must be true or false."))
        elif isinstance(value, str | date):
            found[field] = visible(str(value))
        else:
            problems.append(error("E_FIELD_TYPE", where, f"In {name}, {field} must be a text in quotation marks."))
    return About(**found), rule, problems  # type: ignore[arg-type]  # each was checked above against its own type


def _switch(name: str | None, value: str) -> object:
    """What a sheet says of a field: of those that are on or off, yes and no in any words."""
    low, words = value.casefold(), vocabulary()
    if name in _SWITCHES and low in words.yes | words.no:
        return low in words.yes
    return "" if name == "rule.improved" and low in words.no else value


def _label(text: str) -> str:
    """What the ways to write the name of a field have in common.

    >>> _label("Short title:"), _label("short_title")
    ('short title', 'short title')
    """
    return same_name(text.replace("_", " ")).rstrip(": ")


_LABELLED = {_label(text): name for name, label in FIELDS.items() for text in (name, label)}
