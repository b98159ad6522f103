import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.marks import LONGEST_NOTE, legend_of, usual


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("c = suppressed", "c"),
        ("x = number less than or equal to 5 or percentage where the numerator is less than or equal to 5", "x"),
        ("* denotes fewer than 5 – suppressed to protect confidentiality", "*"),
        ("[c] confidential", "[c]"),
        ("Key: : not available; c confidential", "c"),
        ("Symbols used: z not applicable; x - withheld", "x"),
        ("x indicates that data has been suppressed. z means not applicable.", "x"),
        ("Figures marked * have been suppressed", "*"),
        ("Numbers fewer than 6 have been replaced with x", "x"),
        ("'u' means between 1 and 4", "u"),
        ("n = not available, q = fewer than 5", "q"),
    ],
)
def test_the_own_legend_of_a_file_says_what_is_suppressed(note, mark):
    legend = legend_of([note])

    assert mark in legend.suppressed
    assert mark not in legend.missing
    assert f"'{mark}' is a suppressed figure" in legend.told


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("x: not available", "x"),
        (".. not applicable", ".."),
        (". = not applicable", "."),
        ("z = not applicable", "z"),
        ("c = no cases", "c"),
        ("Key: : not available; c confidential", ":"),
        ("~ = less than half the unit shown", "~"),
        ("[low] rounds to 0, but is not 0", "[low]"),
        ("- = nil or zero", "-"),
    ],
)
def test_the_own_legend_of_a_file_says_what_is_missing(note, mark):
    legend = legend_of([note])

    assert mark in legend.missing
    assert mark not in legend.suppressed
    assert f"'{mark}' is no figure" in legend.told


@pytest.mark.parametrize(
    "note",
    [
        "", "A suppressed line", "Data is not available for Wales", "1. Not available before 2010", "Total: 85",
        "No data available", "Note: data are not available", "Years: 2009-2013", "c", "= suppressed", "This is missing",
    ],
)  # fmt: skip
def test_prose_is_no_legend(note):
    assert legend_of([note]) == usual()


def test_only_the_marks_that_stand_in_the_file_are_told():
    legend = legend_of(["c = suppressed; z = not applicable"], seen={"C", "85"})

    assert legend.told == "By the file's own legend, 'c' is a suppressed figure."


@pytest.mark.parametrize(
    ("latest_year", "seen", "hidden"),
    [(2014, {"x"}, True), (2018, {"X"}, True), (2019, {"x"}, False), (None, {"x"}, False), (None, {"x", ".."}, True),
     (2025, {"x", "."}, False), (2014, None, True)],
)  # fmt: skip
def test_an_x_without_a_legend_is_read_by_the_year_of_the_file(latest_year, seen, hidden):
    legend = legend_of([], latest_year, seen)

    assert ("x" in legend.suppressed) is hidden
    assert ("x" in legend.missing) is not hidden
    assert ("was read as a suppressed figure" in legend.told) is hidden
    assert "2019" in legend.told


def test_an_own_legend_goes_before_the_year():
    assert "x" in legend_of(["x = not available"], 2014, {"x"}).missing


def test_a_legend_that_passes_over_the_x_leaves_it_to_the_year():
    legend = legend_of(["c = suppressed"], 2014, {"x", "c"})

    assert {"x", "c"} <= legend.suppressed
    assert legend.told.count("'x'") == 1


def test_where_no_doubtful_mark_is_seen_nothing_is_told():
    assert legend_of([], 2014, {"c", "85"}) == usual()


@given(st.lists(st.text("xcz*.:=- ;,suppressedavailable[]()'\n", max_size=60), max_size=5), st.integers(1990, 2030))
def test_no_mark_is_ever_both(notes, year):
    legend = legend_of(notes, year)

    assert not legend.missing & legend.suppressed
    assert usual().missing | usual().suppressed <= legend.missing | legend.suppressed


@pytest.mark.parametrize("piece", [" ", "x ", ", ", "c = ", ". ", "suppressed shown as ", "*", ";"])
def test_the_longest_note_comes_to_an_end(piece):
    assert legend_of([piece * LONGEST_NOTE]).missing
