"""The documents and what they are about say the same."""

import dataclasses
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ragcore.about import FIELDS, About, about_in_json, read_about
from ragcore.columns import COLUMNS
from ragcore.files.kinds import Kind, wrong_ending
from ragcore.files.table import MOST_BYTES, MOST_BYTES_UNPACKED, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from ragcore.read import read
from ragcore.rule import Rule
from ui import library, server

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCORECARD_FILE = (ROOT / "docs" / "scorecard-file.md").read_text(encoding="utf-8")
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
DATA_PAGE = (ROOT / "docs" / "data-page.md").read_text(encoding="utf-8")
VOCABULARY = tomllib.loads((ROOT / "ragcore" / "vocabulary.toml").read_text(encoding="utf-8"))
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

IGNORED = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())}
LARGEST_PICTURE = 300_000
SAYS = {"pages", "ui", "ragcore", "store"}
COMMANDS = ("streamlit run app.py", "python tests/everything.py")


def files():
    """Every file of the project, what git ignores left out."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in IGNORED]
        yield from (Path(folder) / name for name in names if name not in IGNORED)


TEXTS = {path: path.read_text(encoding="utf-8", errors="replace") for path in files()}
PAGES = [path for path in TEXTS if path.suffix == ".md"]
# What is written in the program, and so may be seen on a page.
CODE = "".join(
    text for path, text in TEXTS.items() if path.suffix == ".py" and SAYS & set(path.relative_to(ROOT).parts[:1])
)
# A file in a document, and what the check says of it.
EXAMPLES = re.findall(
    r"^```csv\n(.*?)^```\n\n(?:[^`]*?\n\n)?```text\n(.*?)^```", SCORECARD_FILE, re.MULTILINE | re.DOTALL
)


def named(path):
    return path.relative_to(ROOT).as_posix()


def section(page, heading):
    """What stands under a heading, up to the next of its level or above."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text):
    """The rows of the tables of a text: the cells of each, headers left out."""
    tables = re.findall(r"^\|.*\|\n\|(?:-+\|)+\n((?:\|.*\|\n)+)", text, re.MULTILINE)
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for table in tables for row in table.splitlines()
    ]


def words(cell):
    """What a cell quotes."""
    return set(re.findall(r"`([^`]*)`", cell))


def quotes(cell):
    """What a cell quotes of a sentence on screen."""
    return re.findall(r'"([^"]+)"', cell)


def command(ending):
    """The line of the README that ends so."""
    [line] = [line for line in README.splitlines() if line.endswith(ending) and line.startswith("python3 -m venv")]
    return line


def anchors(page):
    """The names by which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", TEXTS[page], re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[Path, str]]:
    """Each link of a document to a file of the project, with the document; and each mention of a page elsewhere."""
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
            if not re.match(r"[a-z]+:", target):
                yield page, target
    for path, text in TEXTS.items():
        if path.suffix in {".py", ".toml"}:
            for target in re.findall(r"\bdocs/[\w-]+\.md(?:#[\w-]+)?", text):
                yield ROOT / "README.md", target


def test_the_readme_begins_by_saying_what_rag_is():
    first = README.splitlines()[0]

    assert "RAG" in first
    assert "red, amber and green" in first


@pytest.mark.parametrize("ending", COMMANDS)
def test_each_command_has_a_windows_form_beneath_it(ending):
    ours = command(ending)
    windows = (
        ours.replace("python3 ", "py ").replace(".venv/bin/", r".venv\Scripts" + "\\").replace("tests/", "tests\\")
    )

    assert README.index(ours) < README.index(windows)


def test_ci_runs_the_very_command_of_the_readme():
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]

    assert last == command("python tests/everything.py")


def test_every_column_of_a_scorecard_is_in_the_documents_and_no_other():
    told = [row[0].strip("`") for row in rows(section(SCORECARD_FILE, "## Columns"))]

    assert sorted(told) == sorted(COLUMNS)


def test_the_columns_in_the_readme_are_columns():
    told = {name for row in rows(section(README, "## Use your own scorecard")) for name in words(row[0])}

    assert told <= set(COLUMNS)


def test_every_synonym_of_a_column_is_in_the_documents():
    told = {row[0].strip("`"): words(row[1]) for row in rows(section(SCORECARD_FILE, "## Other names for columns"))}

    assert told == {column: set(names) for column, names in VOCABULARY["synonyms"].items()}


def test_every_word_that_a_cell_may_hold_is_in_the_documents():
    told = {row[0]: words(row[1]) for row in rows(section(SCORECARD_FILE, "## What may stand in a cell"))}
    polarity, rating, cells = VOCABULARY["polarity"], VOCABULARY["rating"], VOCABULARY["cells"]
    meant = {
        "no figure": cells["missing"],
        "a suppressed figure": cells["suppressed"],
        "no target": cells["no_target"],
        "higher is better": polarity["higher"],
        "lower is better": polarity["lower"],
        "a band is best": polarity["band"],
        "no better direction": polarity["none"],
        "yes, in `key`": cells["yes"],
        "no, in `key`": cells["no"],
        "green, in `published`": rating["green"],
        "amber, in `published`": rating["amber"],
        "red, in `published`": rating["red"],
    }

    # An empty cell is told in words.
    assert told.keys() - meant.keys() == {"a number"}
    assert {what: told[what] for what in meant} == {what: set(listed) - {""} for what, listed in meant.items()}


def test_each_file_in_the_documents_is_read_as_they_say():
    assert len(EXAMPLES) == SCORECARD_FILE.count("```csv") > 2

    for file, told in EXAMPLES:
        scorecard, problems = read(file.encode())
        rows = len(scorecard.figures)
        assert [f"Accepted: {rows} rows.", *map(str, problems)] == told.splitlines()


def test_every_limit_of_a_file_is_told():
    told = " ".join(cell for row in rows(section(SCORECARD_FILE, "## What to save")) for cell in row)

    assert f" {MOST_BYTES // 1_000_000} MB" in told
    assert f" {MOST_BYTES_UNPACKED // 1_000_000} MB" in told
    assert not [most for most in (MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS) if f" {most:,}" not in told]


def test_the_endings_that_are_told_are_those_that_are_known():
    told = {name for row in rows(section(SCORECARD_FILE, "## What to save")) if len(row) > 2 for name in words(row[1])}
    opened = words(section(SCORECARD_FILE, "## Open it in the app"))

    assert not [ending for ending in told if not wrong_ending(f"file{ending}", Kind.PDF)]
    assert set(library.ENDINGS) <= told
    assert {name for name in opened if name in told} == set(library.ENDINGS)


def test_every_field_that_a_report_may_say_is_in_the_documents_with_its_label_in_a_sheet():
    told = rows(section(SCORECARD_FILE, "## What belongs to the report"))

    assert {row[0].strip("`"): row[1] for row in told if len(row) > 2} == FIELDS


def test_all_that_a_report_may_say_of_itself_is_in_the_example(tmp_path):
    [example] = re.findall(r"```toml\n(.*?)```", SCORECARD_FILE, re.DOTALL)
    told = tomllib.loads(example)
    (tmp_path / "file.about.toml").write_text(example, encoding="utf-8")

    assert told.pop("rule").keys() == {field.name for field in dataclasses.fields(Rule)}
    assert told.keys() == {field.name for field in dataclasses.fields(About)}
    assert read_about(tmp_path / "file.about.toml")[2] == []


def test_the_metadata_in_the_documents_are_understood():
    [example] = re.findall(r"```json\n(.*?)```", SCORECARD_FILE, re.DOTALL)

    about, rule, problems = about_in_json(example)

    assert about.hide_small
    assert rule != Rule()
    assert problems == []


def test_what_the_documents_name_on_the_page_data_is_on_a_page():
    named_there = set(re.findall(r"\*\*([^*]+)\*\*", DATA_PAGE))
    seen = {quote for row in rows(section(DATA_PAGE, "## When it does not work")) for quote in quotes(row[0])}

    assert len(named_there) > 15
    assert not [text for text in named_there | seen if text not in CODE]


def test_every_setting_of_the_server_is_told_and_no_other():
    told = [row[0].strip("`") for row in rows(section(RUNNING, "## Settings"))]
    # A colour is told once for both themes.
    there = {
        f"theme.{inner}" if isinstance(value, dict) else f"{part}.{name}"
        for part, settings in CONFIG.items()
        for name, value in settings.items()
        for inner in (value if isinstance(value, dict) else [name])
    }

    assert sorted(told) == sorted(there)


def test_both_themes_have_the_same_colours():
    assert CONFIG["theme"]["light"].keys() == CONFIG["theme"]["dark"].keys()


def test_every_setting_of_our_own_is_told():
    ours = {
        name
        for path, text in TEXTS.items()
        if {"ui", "store", "ragcore"} & set(path.relative_to(ROOT).parts[:1])
        for name in re.findall(r"\bRAG_[A-Z_]+", text)
    }

    assert ours
    assert not [name for name in ours if f"`{name}`" not in RUNNING]


def test_every_security_header_is_told_and_no_other():
    told = {row[0].strip("`").lower() for row in rows(section(RUNNING, "## Security headers"))}

    assert told == {name.decode() for name, _ in server.Guard(None).headers}


@pytest.mark.parametrize(
    ("name", "told"),
    [("rate", section(README, "## Without the app")), ("check", section(SCORECARD_FILE, "## Check a file"))],
    ids=["rate", "check"],
)
def test_every_option_of_the_command_line_is_in_the_documents(name, told):
    shown = subprocess.run(
        [sys.executable, "-m", "ragcore", name, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert not [option for option in set(re.findall(r"--[a-z-]+", shown.stdout)) if f"`{option}" not in told]


@pytest.mark.parametrize(("page", "target"), sorted(set(links())), ids=lambda value: str(value).removeprefix(str(ROOT)))
def test_links_lead_somewhere(page, target):
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page

    assert there.exists()
    assert not anchor or anchor in anchors(there)


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").glob("*.png")), ids=named)
def test_pictures_are_small(picture):
    assert picture.stat().st_size < LARGEST_PICTURE


@pytest.mark.parametrize(
    ("package_list", "lock"), [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")]
)
def test_what_is_asked_for_is_locked_with_its_reason(package_list, lock):
    locked = pins(lock)

    for line in TEXTS[ROOT / package_list].splitlines():
        if line[0] not in "#-":
            package, _, reason = line.partition("#")
            assert re.split(r"[\[=<>]", package)[0] in locked
            assert reason.strip()


def test_the_tests_run_with_what_the_app_runs_with():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_locks_name_no_place_to_fetch_from():
    assert not [
        name
        for name in ("requirements.txt", "requirements-dev.txt")
        if re.search(r"://|index-url|find-links", TEXTS[ROOT / name])
    ]
    assert '"resolved"' not in TEXTS[ROOT / "tests" / "package-lock.json"]


def test_no_file_knows_the_machine_that_it_was_written_on():
    places = ["/" + "work/", "/" + "root/", "bash" + "_jobs"]

    assert not [named(path) for path, text in TEXTS.items() if any(place in text for place in places)]


def pins(lock):
    """Each package of a lock with its version."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", TEXTS[ROOT / lock], re.MULTILINE))
