import io
import re
from pathlib import Path

import openpyxl
import pytest

from ragcore.about import FIELDS, About, about_in_grid
from ragcore.columns import COLUMNS
from ragcore.files.table import Grid
from ragcore.read import read
from ragcore.rule import Rule
from ragcore.template import USEFUL, about_explained, columns_explained, template
from ragcore.write import ORDER

DOCS = (Path(__file__).parent.parent / "docs" / "scorecard-file.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(template()))


def rows(sheet):
    """The rows of a sheet below its header, as texts."""
    return [tuple(str(cell) for cell in row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_template_has_a_table_to_fill_in_its_explanations_and_a_sheet_about_the_report(book):
    assert book.sheetnames == ["Scorecard", "Explanations", "About"]


def test_the_table_has_the_useful_columns_in_order_and_one_row_that_says_it_is_an_example(book):
    header, *examples = book["Scorecard"].iter_rows(values_only=True)

    assert header == USEFUL
    assert list(USEFUL) == [name for name in ORDER if name in USEFUL]
    (example,) = examples
    assert example[0].startswith("Example (delete this row): ")
    assert all(example)


def test_every_column_of_a_scorecard_is_explained_once():
    assert sorted(column.name for column in columns_explained()) == sorted(COLUMNS)


def test_every_field_about_the_report_is_explained_once():
    assert [field.name for field in about_explained()] == list(FIELDS)


def test_the_explanations_say_of_every_column_and_field_what_it_holds(book):
    told = {(sheet, name): rest for sheet, name, *rest in rows(book["Explanations"])}

    assert told["Scorecard", "owner"] == [
        "no", "the person or team that answers for it", "Head of customer services",
    ]  # fmt: skip
    assert told["About", "Tolerance"][0] == "no"
    assert len(told) == len(COLUMNS) + len(FIELDS)
    assert all(all(rest) for rest in told.values())


def test_the_document_says_the_same_of_every_column():
    part = DOCS.split("\n## Columns\n")[1].split("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \|(.*?)\| (.*) \|$", part, re.MULTILINE)
    plain = [(name, needed.strip(), re.sub(r"[`\\]", "", holds)) for name, needed, holds in table]

    assert plain == [(column.name, column.needed, column.holds) for column in columns_explained()]


def test_the_sheet_about_the_report_is_understood_and_says_nothing_yet(book):
    cells = [list(row) for row in book["About"].iter_rows(values_only=True)]
    grid = Grid([(at, [cell or "" for cell in row]) for at, row in enumerate(cells, 1)], "About")

    assert about_in_grid(grid) == (About(), Rule(), [])
    assert [name for _, (name, _) in grid.rows] == ["field", *FIELDS.values()]


def test_the_examples_of_the_fields_are_understood():
    said = [(at, [field.name, field.example]) for at, field in enumerate(about_explained(), 1)]

    about, rule, problems = about_in_grid(Grid(said, "About"))

    assert problems == []
    assert (about.hide_small, rule.improved) == (True, "also")


def test_the_template_itself_is_refused_because_its_example_is_no_measure():
    scorecard, problems = read(template())

    assert scorecard is None
    assert {"W_EXAMPLE_ROW", "E_NO_ROWS"} <= {problem.code for problem in problems}


def test_the_template_with_a_row_filled_in_is_a_scorecard_without_its_example():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    book["Scorecard"].append(["Calls answered", 82, 85])
    file = io.BytesIO()
    book.save(file)

    scorecard, problems = read(file.getvalue())

    assert scorecard.figures.indicator.tolist() == ["Calls answered"]
    assert "W_EXAMPLE_ROW" in [problem.code for problem in problems]
