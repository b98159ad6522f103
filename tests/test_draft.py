from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.table import MOST_CHARACTERS
from ragcore.limits import Polarity
from ragcore.problems import refused
from ragcore.reading import Options
from ragcore.rule import Rule, Tolerance
from ragcore.write_workbook import Figure, Sheet, workbook
from ui.draft import Draft, cell

GOOD = b"indicator,unit,value,target\nCalls answered,%,82,85\nBins emptied,%,96,95\nLetters,days,9,20\n"
WRONG = GOOD.replace(b"82", b"lots")
NO_TARGET = b"indicator,value\nCalls answered,82\nBins emptied,96\n"
TWO_PLANS = b"indicator,value,target,next year\nCalls answered,82,85,80\n"
HEADER = ["indicator", "value", "target"]
TWO_SHEETS = workbook(
    [
        Sheet("Adults", HEADER, [["Visits", Figure("82"), Figure("85")], ["Reviews", Figure("9"), Figure("10")]]),
        Sheet("Children", HEADER, [["Assessments", Figure("82"), Figure("80")]]),
    ]
)


def read(data=GOOD, name="Quarter 2.csv"):
    return Draft.of(name, data).read()


def codes(draft):
    return {problem.code for problem in draft.reading.problems}


# ---- its name


@pytest.mark.parametrize(
    ("name", "shown", "called"),
    [
        ("Quarter 2.csv", "Quarter 2.csv", "Quarter 2"),
        ("Quarter 2.2024.xlsx", "Quarter 2.2024.xlsx", "Quarter 2.2024"),
        ("../../../tmp/x.csv", "../../../tmp/x.csv", "x"),
        ("..\\..\\x.csv", "..\\..\\x.csv", "x"),
        ("a\x00.csv", "a.csv", "a"),
        ("half \ud800.csv", "half \ufffd.csv", "half \ufffd"),
        ("\u202egpj.csv", "gpj.csv", "gpj"),
        (".csv", ".csv", ".csv"),
        ("no ending", "no ending", "no ending"),
        ("folder/", "folder/", "folder/"),
        ("", "The file", "The file"),
    ],
)
def test_a_file_is_shown_under_a_name_that_hides_nothing_and_called_by_the_last_part_of_it(name, shown, called):
    draft = Draft.of(name, GOOD)

    assert (draft.name, draft.called) == (shown, called)


def test_an_endless_name_is_cut():
    draft = Draft.of("x" * 300 + ".csv", GOOD)

    assert draft.name == "x" * 79 + "…"


# ---- reading


def test_a_draft_knows_the_count_line_that_it_would_have_and_had_at_first():
    draft = read()

    assert draft.is_read
    assert draft.counts == draft.first == "Green 1, Amber 1, Red 1, Unavailable 0"
    assert draft.stated == (Rule(), False)


def test_a_refused_draft_has_no_counts_and_no_position():
    draft = read(WRONG)

    assert refused(draft.reading.problems)
    assert (draft.counts, draft.first, draft.position, draft.stated) == ("", "", None, None)
    assert not draft.lacked


def test_the_counts_are_those_of_the_first_area_at_its_latest_period():
    rows = b"Calls,North,2023/24,82,85\nCalls,North,2024/25,90,85\nCalls,South,2024/25,10,85\n"
    draft = read(b"indicator,area,period,value,target\n" + rows)

    assert draft.counts == "Green 1, Amber 0, Red 0, Unavailable 0"


def test_a_draft_remembers_that_columns_were_missing_when_it_came():
    draft = read(NO_TARGET)

    assert draft.lacked
    assert draft.corrected({(0, "target"): "80", (1, "target"): "80"}).read().lacked


def test_what_is_set_as_it_is_already_need_not_be_read_again():
    draft = read()

    assert draft.with_options(polarity=Polarity.HIGHER) is draft
    assert not draft.with_options(polarity=Polarity.LOWER).is_read


def test_the_way_that_is_better_changes_the_counts_and_not_what_they_were_at_first():
    draft = read().with_options(polarity=Polarity.LOWER).read()

    assert draft.counts == "Green 2, Amber 1, Red 0, Unavailable 0"
    assert draft.first == "Green 1, Amber 1, Red 1, Unavailable 0"


# ---- the rule


def test_a_rule_as_the_file_states_it_is_not_said_again():
    draft = read()
    wider = draft.ruled(amber=Tolerance(20.0)).read()

    assert wider.rule.amber == Tolerance(20.0)
    assert wider.counts == "Green 1, Amber 2, Red 0, Unavailable 0"
    assert wider.ruled(amber=None).options == draft.options


def test_settings_of_the_rule_add_up():
    draft = read().ruled(as_shown=True).ruled(improved="also").read()

    assert draft.rule == Rule(as_shown=True, improved="also")


def test_small_counts_are_hidden_as_the_file_says_unless_it_is_said_otherwise():
    about = Sheet("About", ["field", "value"], [["Hide numerators of 1 to 5", "yes"]])
    draft = read(workbook([Sheet("Scorecard", HEADER, [["Visits", Figure("82"), Figure("85")]]), about]), "x.xlsx")

    assert draft.hides_small
    assert not draft.with_options(hide_small=False).read().hides_small


# ---- sheets and columns


def test_another_sheet_is_another_table():
    draft = read(TWO_SHEETS, "x.xlsx").with_options(polarity=Polarity.LOWER, hide_small=True)
    draft = draft.ruled(as_shown=True).read()
    draft = draft.corrected({(0, "value"): "1"}).read()
    other = draft.on_sheet("Children").read()

    assert draft.reading.sheets == ["Adults", "Children"]
    assert other.reading.sheet == "Children"
    assert other.options == Options(name="x.xlsx", sheet="Children", polarity=Polarity.LOWER, hide_small=True)
    assert other.first == other.counts == "Green 0, Amber 1, Red 0, Unavailable 0"
    assert other.table != draft.table


def test_a_column_may_be_read_as_another_one():
    draft = read(NO_TARGET.replace(b"indicator,value", b"indicator,goal posts").replace(b"82", b"80"))
    mapped = draft.mapped("goal posts", "target").read()

    assert draft.reading.columns == {"indicator": 0}
    assert mapped.reading.columns == {"indicator": 0, "target": 1}
    assert mapped.table != draft.table


def test_what_one_column_is_read_as_another_is_no_longer():
    draft = read(TWO_PLANS).mapped("next year", "target").read()
    back = draft.mapped("target", "target").read()

    assert draft.reading.columns["target"] == 3
    assert draft.counts == "Green 1, Amber 0, Red 0, Unavailable 0"
    assert back.reading.columns["target"] == 2
    assert "E_DUPLICATE_HEADER" not in codes(back)


def test_a_column_may_be_left_out():
    assert "target" not in read().mapped("target", "").read().reading.columns


def test_a_column_is_read_as_nothing_that_no_scorecard_has():
    draft = read()

    assert draft.mapped("target", "password") is draft


# ---- corrections


def test_a_correction_is_read_like_the_file():
    draft = read(WRONG).corrected({(0, "value"): "90"}).read()

    assert draft.counts == "Green 2, Amber 0, Red 1, Unavailable 0"
    assert cell(draft.reading, 0, "value") == "90"


def test_a_correction_that_is_wrong_is_refused_like_the_file():
    draft = read().corrected({(0, "value"): "many"}).read()

    assert draft.counts == ""
    assert "E_NOT_A_NUMBER" in codes(draft)


def test_corrections_add_up_and_the_last_of_a_cell_counts():
    draft = read(WRONG).corrected({(0, "value"): "90"}).corrected({(0, "value"): "70", (1, "value"): "70"}).read()

    assert draft.options.corrections == {(0, "value"): "70", (1, "value"): "70"}
    assert draft.counts == "Green 0, Amber 0, Red 3, Unavailable 0"


def test_a_cell_that_is_as_it_was_is_not_corrected():
    draft = read()

    assert draft.corrected({(0, "value"): " 82 ", (1, "owner"): ""}) is draft


def test_a_target_may_be_given_where_the_file_has_none():
    draft = read(NO_TARGET).corrected({(0, "target"): "80", (1, "target"): "80"}).read()

    assert draft.counts == "Green 2, Amber 0, Red 0, Unavailable 0"
    assert draft.added == {"target"}
    assert draft.uncorrected().read().reading.columns == {"indicator": 0, "value": 1}


def test_corrections_undone_leave_the_file_as_it_is():
    draft = read()
    undone = draft.corrected({(0, "value"): "1"}).read().uncorrected().read()

    assert undone.counts == draft.counts
    assert undone.options == draft.options
    assert undone.table != draft.table


def test_nothing_is_corrected_before_anything_was_read():
    draft = Draft.of("x.csv", GOOD)

    assert draft.corrected({(0, "value"): "1"}) is draft


@pytest.mark.parametrize("place", [(-1, "value"), (3, "value"), (10**9, "value"), (0, "password"), (0, "unread 0")])
def test_a_cell_that_there_is_not_cannot_be_corrected(place):
    draft = read()

    assert draft.corrected({place: "1"}) is draft


def test_a_correction_is_no_longer_than_a_cell_may_be():
    draft = read().corrected({(0, "comment"): "x" * (MOST_CHARACTERS + 1)}).read()

    assert len(cell(draft.reading, 0, "comment")) == MOST_CHARACTERS


PLACES = st.tuples(
    st.integers(-2, 5), st.sampled_from(["indicator", "value", "target", "polarity", "amber", "key", "x"])
)
TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(["85", "lots", "", "\ud800", "\x00", "1e999", "n/a", "=1+1", "5%"])
)


@given(st.dictionaries(PLACES, TEXTS, max_size=6))
def test_whatever_a_browser_sends_is_read_or_refused_and_can_be_undone(cells):
    draft = read()
    corrected = draft.corrected(cells).read()

    assert (corrected.reading.scorecard is None) == refused(corrected.reading.problems)
    assert corrected.uncorrected().read().counts == draft.counts
    assert replace(corrected, is_read=False).read().counts == corrected.counts
