import os

import pytest

from ragcore.problems import ERROR
from ragcore.read import read
from ui import library

GOOD = "indicator,value,target\nCalls answered,82.5,85\n"
BROKEN = "indicator,value,target\nCalls answered,lots,85\n"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))
    folder = tmp_path / "scorecards"
    folder.mkdir()
    return folder


def write(folder, name, text, times=0):
    """A file, as if it had been written so many seconds later."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    stamp = path.stat().st_mtime_ns + times * 1_000_000_000
    os.utime(path, ns=(stamp, stamp))


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """No folder of a council's own."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))


@pytest.mark.usefixtures("shipped")
def test_the_report_that_ships_comes_first():
    assert list(library.paths()) == list(library.NAMES)
    assert library.FIRST == "buckinghamshire_2016_17_q2"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", library.NAMES)
def test_every_scorecard_that_ships_can_be_opened(name):
    scorecard, problems = library.load(name)

    assert scorecard is not None
    assert [problem for problem in problems if problem.level == ERROR] == []


def test_a_folder_without_scorecards_adds_none(kept):
    kept.rmdir()

    assert list(library.paths()) == list(library.NAMES)


def test_a_councils_own_come_after_those_that_ship_by_name(kept):
    for name in ("waste.csv", "calls.csv", "notes.txt", "calls.about.toml"):
        write(kept, name, GOOD)

    assert list(library.paths()) == [*library.NAMES, "calls", "waste"]


def test_a_file_with_the_name_of_one_that_ships_does_not_take_its_place(kept):
    write(kept, f"{library.FIRST}.csv", GOOD)

    assert library.paths()[library.FIRST].parent == library.SHIPPED


def test_a_refused_file_is_none_and_says_why(kept):
    write(kept, "broken.csv", BROKEN)

    scorecard, problems = library.load("broken")

    assert scorecard is None
    assert [problem.where for problem in problems if problem.level == ERROR] == ["row 2, column value"]


@pytest.mark.parametrize(
    ("measures", "where", "is_refused"),
    [(5_000, "North,2016/17 Q1", False), (5_001, "North,2016/17 Q1", True), (5_001, "North,2016/17 Q{quarter}", False)],
)
def test_the_app_shows_so_many_measures_for_one_area_and_period(kept, measures, where, is_refused):
    rows = "".join(f"Measure {at},{where.format(quarter=at % 2 + 1)},82,85\n" for at in range(measures))
    write(kept, "large.csv", f"indicator,area,period,value,target\n{rows}")

    assert (library.load("large")[0] is None) == is_refused


def test_periods_in_two_spellings_are_counted_as_one(monkeypatch):
    monkeypatch.setattr(library, "MOST_MEASURES", 1)
    scorecard, _ = read(b"indicator,period,value,target\nCalls,2016/17 Q1,1,2\nBins,Quarter 1 2016-17,1,2\n")

    assert library.too_many(scorecard).startswith("There are 2 measures for one area and period")


def test_a_file_is_read_once_as_long_as_it_stays_the_same(kept):
    write(kept, "calls.csv", GOOD)

    assert library.load("calls")[0] is library.load("calls")[0]


@pytest.mark.parametrize(
    ("name", "text"), [("calls.csv", GOOD.replace("85", "80")), ("calls.about.toml", '[rule]\namber = "1"\n')]
)
def test_a_file_that_changes_is_read_again_and_so_is_what_lies_beside_it(kept, name, text):
    write(kept, "calls.csv", GOOD)
    before, _ = library.load("calls")

    write(kept, name, text, times=1)
    after, _ = library.load("calls")

    assert after.hash != before.hash


def test_a_file_that_is_put_right_can_be_opened(kept):
    write(kept, "calls.csv", BROKEN)
    assert library.load("calls")[0] is None

    write(kept, "calls.csv", GOOD, times=1)

    assert library.load("calls")[0] is not None


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("", "calls"),
        ('title = "Calls, by quarter"', "Calls, by quarter"),
        ('title = "Calls, by quarter"\nshort_title = "Calls"', "Calls"),
    ],
)
def test_a_scorecard_is_called_by_its_own_title_else_by_its_file(kept, about, expected):
    write(kept, "calls.csv", GOOD)
    write(kept, "calls.about.toml", about)

    assert library.title("calls") == expected


def test_a_refused_file_is_called_by_its_name(kept):
    write(kept, "broken.csv", BROKEN)

    assert library.title("broken") == "broken"
