import csv
import io
import zipfile

import openpyxl
import pytest
from trying import NASTY, chosen, keep_calls, scenario

from ragcore.read import read
from ragcore.scenario import apply
from ui.compared import Compared
from ui.comparison_file import to_csv, to_workbook
from ui.state import Chosen

PLAN = scenario(("calls", "value", 90.0), ("plans", "target", 80.0, "as England"), ("gone", "value", 1.0), amber=1)


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    return keep_calls(tmp_path, monkeypatch)


def compared(of, title, here):
    return Compared(title, title, of, apply(of, here.position))


def rows(*scenarios, here=None):
    """The rows of the CSV, by the names of its columns."""
    here = here or chosen()
    data = to_csv(here, [compared(of, title, here) for title, of in scenarios])
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def sheets(*scenarios, here=None):
    """The sheets of the workbook, each as lists of cells."""
    here = here or chosen()
    data = to_workbook(here, [compared(of, title, here) for title, of in scenarios])
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    book.close()
    return found, data


def test_every_measure_is_in_the_csv_as_it_stands_and_in_each_scenario():
    calls, plans = rows(("Plan", PLAN), ("Other", scenario(("calls", "value", 70.0))))

    assert calls == {
        "id": "calls",
        "indicator": "Calls",
        "service": "",
        "As it stands: value": "82.5",
        "As it stands: target": "85%",
        "As it stands: rating": "▲ Amber",
        "Plan: value": "90",
        "Plan: target": "85%",
        "Plan: rating": "● Green",
        "Other: value": "70",
        "Other: target": "85%",
        "Other: rating": "◆ Red",
    }
    assert (plans["Plan: target"], plans["Plan: rating"]) == ("80%", "● Green")


def test_a_measure_without_a_figure_has_an_empty_cell_and_its_word():
    alone = read(b"id,indicator,value,target\ncalls,Calls,,85\n")[0]
    here = Chosen("alone", alone, "", "", alone.position("", ""))

    (row,) = rows(("Plan", scenario(area=None)), here=here)

    assert (row["As it stands: value"], row["Plan: rating"]) == ("", "– Unavailable")


def test_the_workbook_has_the_counts_with_what_made_them_and_they_add_up():
    found, _ = sheets(("Plan", PLAN))

    header, stands, plan, *causes = found["Counts"]
    assert header == [None, "● Green", "▲ Amber", "◆ Red", "– Unavailable", "□ Unrated", "greens by a moved target"]
    assert (stands[:4], plan[:4], plan[-1]) == (["As it stands", 0, 2, 0], ["Plan", 2, 0, 0], 1)
    assert [row[0] for row in causes] == ["Plan: Projected performance", "Plan: Moved targets"]
    for at in range(1, 6):
        assert sum(row[at] for row in causes) == plan[at] - stands[at]


def test_the_workbook_says_what_turned_what():
    found, _ = sheets(("Plan", PLAN))

    assert found["What turned it"][1:] == [
        ["Plan", "Calls", "▲ Amber", "● Green", "The projected figure does it."],
        ["Plan", "Plans", "▲ Amber", "● Green", "The moved target does it."],
    ]


def test_the_workbook_has_every_change_with_its_reason_and_what_has_to_be_known():
    found, _ = sheets(("Plan", PLAN))

    assert found["Changes"][1:] == [
        ["Plan", "Calls", "projected value", "90.0%", None, None],
        [
            "Plan",
            "Plans",
            "target",
            "80%",
            "as England",
            (
                "Plans: a target of 80% is easier than the latest figure, 82.1%. "
                "Plans: a target of 80% is easier than the target of the scorecard, 85%."
            ),
        ],
        ["Plan", "gone", "projected value", "1", None, None],
        ["Plan", "the scorecard", "tolerance of the scorecard", "1", None, None],
    ]


def test_the_same_measures_are_in_both_files():
    found, _ = sheets(("Plan", PLAN))

    header, *table = found["Measures"]
    told = [dict(zip(header, ["" if cell is None else str(cell) for cell in row], strict=True)) for row in table]
    assert told == rows(("Plan", PLAN))


@pytest.mark.parametrize("name", [*NASTY, '=HYPERLINK("x")', "+1", "-1", "@SUM(1)", "\t=1", "'=1", "＝1", 'a,b"c'])
def test_no_name_or_reason_is_run_as_a_formula(name):
    table = io.StringIO()
    csv.writer(table).writerows([["id", "indicator", "value", "target", "service"], ["a", name, 82, 85, name]])
    nasty = read(table.getvalue().encode())[0]
    here = Chosen("nasty", nasty, "", "", nasty.position("", ""))
    of = scenario(("a", "target", 80.0, name), area=None)

    read_back = rows((name, of), here=here)
    cells = [*read_back[0], *(cell for row in read_back for cell in row.values())]
    assert not [cell for cell in cells if cell[:1] in tuple("=+@\t\r＝＋＠")]
    assert not [cell for cell in cells if cell.startswith("-") and not cell.lstrip("-").replace(".", "").isdigit()]

    found, data = sheets((name, of), here=here)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets"))
    assert found["Changes"][1][0].lstrip("'") == name.strip().lstrip("'") or name.startswith("\t")


def test_the_figures_are_numbers_with_every_decimal():
    (row, _) = rows(("Plan", scenario(("calls", "value", 82.123456789))))

    assert row["Plan: value"] == "82.123456789"
