import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ragcore.history import History
from ragcore.limits import Polarity
from ragcore.rail import rail_of
from ragcore.read import read
from ragcore.scenario import Change, Scenario
from ragcore.write_workbook import Figure, Sheet, workbook
from ui import carry, library
from ui import draft as drafts
from ui.board.what_if import WhatIf

ROOT = Path(__file__).parent.parent
STANDS = "Green 1, Amber 1, Red 1, Unavailable 0"
GOOD = b"indicator,unit,value,target\nCalls answered,%,82,85\nBins emptied,%,96,95\nLetters,days,9,20\n"
WRONG = GOOD.replace(b"82", b"lots")
GOALS = b"indicator,value,goal posts\nCalls answered,82,85\n"
RATED = b"indicator,value,target,published\nCalls answered,82.1,80,Red\nBins emptied,96,95,Green\n"
NOT_KEPT = "Not kept yet: use it or download it before you leave or reload this page."
HIDDEN = "The table is the file as it is; what is hidden is not kept."
HEADER = ["indicator", "value", "target"]
TWO_SHEETS = workbook(
    [
        Sheet("Adults", HEADER, [["Visits", Figure("82"), Figure("85")], ["Reviews", Figure("9"), Figure("10")]]),
        Sheet("Children", HEADER, [["Assessments", Figure("82"), Figure("80")]]),
    ]
)
MANY_PROBLEMS = """
from ragcore.problems import note
from ui.problems import problems_table

problems_table("What is wrong", [note("N", "file", f"Note {at}.") for at in range(61)])
"""
NASTY = ["**bold**.csv", "<img src=x onerror=alert(1)>.csv", ":red[x].csv", "[a](javascript:alert(1)).csv", "$x$.csv"]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for all that is kept: empty."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))
    return tmp_path


def opened():
    """The page within the frame."""
    at = AppTest.from_file(ROOT / "ui" / "frame.py", default_timeout=30)
    return ran(at.run().switch_page(str(ROOT / "pages" / "data.py")))


def ran(at):
    at.run()
    assert not at.exception
    return at


def dropped(data=GOOD, name="Quarter 2.csv", at=None):
    """The page after a file was dropped on it."""
    at = at or opened()
    at.file_uploader[0].upload(name, data, "application/octet-stream")
    return ran(at)


def used(**options):
    """The page after a file was dropped and used."""
    return press(dropped(**options), "use")


def press(at, key):
    at.button(key=key).click()
    return ran(at)


def choose(at, key, value):
    at.selectbox(key=key).set_value(value)
    return ran(at)


def plain(texts):
    """Texts as people read them."""
    return [html.unescape(text.value).replace("\u2060", "") for text in texts]


def counts(at):
    """The count line of the file, None where it is refused."""
    lines = [text[2:-2] for text in plain(at.markdown) if re.match(r"\*\*(?!Now: ).*\bGreen \d", text)]
    return lines[0] if lines else None


def offers(at):
    """What is said of a scenario in hand."""
    return [text for text in plain(at.markdown) if " you made " in text]


def headers(at):
    return [header.value for header in at.header]


# ---- before a file was dropped


def test_the_page_says_what_is_open_and_where_a_file_goes():
    at = opened()

    assert [title.value for title in at.title] == ["Data"]
    assert "Open now: Performance Monitoring Q2 2016/17, Children's Services Portfolio" in plain(at.caption)
    assert headers(at) == ["Open a file"]
    assert not at.expander


def test_a_file_that_is_taken_out_again_changes_nothing():
    at = opened()
    at.file_uploader[0].set_value(None)

    assert headers(ran(at)) == ["Open a file"]


# ---- a file that is understood


def test_a_file_is_told_in_one_sentence_with_the_counts_that_it_would_have():
    at = dropped()

    assert plain(at.success) == ["Quarter 2.csv: 3 measures. It is not open yet."]
    assert counts(at) == STANDS
    assert "Open now: Performance Monitoring Q2 2016/17, Children's Services Portfolio" in plain(at.caption)
    assert not at.button(key="use").disabled


def test_of_several_areas_and_periods_it_is_told_which_the_counts_are_of():
    rows = "".join(f"Calls,{area},{year},82,85\n" for area in ("*North*", "South") for year in ("2023/24", "2024/25"))
    at = dropped(f"indicator,area,period,value,target\n{rows}".encode())

    assert counts(at) == "*North*, 2024/25: Green 0, Amber 1, Red 0, Unavailable 0"


def test_a_file_that_is_not_kept_says_so_until_it_is():
    at = dropped()
    assert NOT_KEPT in plain(at.caption)

    assert NOT_KEPT not in plain(press(at, "use").caption)


def test_every_step_has_its_heading():
    assert headers(dropped(RATED)) == [
        "Open a file",
        "What was found",
        "How it is read",
        "The table",
        "Published against computed",
        "Take it with you",
    ]


def test_a_file_stays_as_it_was_left_on_the_way_to_another_page_and_back():
    at = choose(dropped(), "read-amber-unit", "Points short of it")
    at.number_input(key="read-amber").set_value(20.0)
    ran(at)
    at.switch_page(str(ROOT / "pages" / "status.py"))
    ran(at)
    at.switch_page(str(ROOT / "pages" / "data.py"))
    ran(at)

    assert counts(at) == "Green 1, Amber 2, Red 0, Unavailable 0"
    assert at.number_input(key="read-amber").value == 20.0


def test_another_file_takes_the_place_of_the_first():
    at = dropped(RATED, "Other.csv", choose(dropped(), "read-polarity", Polarity.LOWER))

    assert plain(at.success) == ["Other.csv: 2 measures. It is not open yet."]
    assert at.selectbox(key="read-polarity").value == Polarity.HIGHER


def test_a_file_that_was_worked_on_can_be_gone_back_to():
    at = dropped(WRONG)
    at.session_state["draft"] = at.session_state["draft"].corrected({(0, "value"): "90", (1, "value"): "97"})
    at = dropped(RATED, "Other.csv", ran(at))
    assert plain(at.success) == ["Other.csv: 2 measures. It is not open yet."]
    assert at.button(key="back").label == "Back to Quarter 2.csv (2 cells corrected)"

    at = press(at, "back")
    assert plain(at.success) == ["Quarter 2.csv: 3 measures. It is not open yet."]
    assert counts(at) == "Green 2, Amber 0, Red 1, Unavailable 0"
    assert "back" not in {button.key for button in at.button}


def test_a_file_that_was_only_looked_at_is_forgotten():
    at = dropped(RATED, "Other.csv", dropped())

    assert "back" not in {button.key for button in at.button}


def test_a_file_can_be_put_away():
    at = press(dropped(), "put-away")

    assert headers(at) == ["Open a file"]
    assert counts(at) is None


@pytest.mark.parametrize("name", NASTY)
def test_the_name_of_a_file_is_text(name):
    at = dropped(name=name)

    assert plain(at.success) == [f"{name}: 3 measures. It is not open yet."]
    assert not set(at.success[0].value) & set("*<[$")


def test_an_unlabelled_workbook_is_read_from_any_of_its_sheets():
    at = dropped(TWO_SHEETS, "Measures.xlsx")
    assert plain(at.success) == ["Measures.xlsx, sheet Adults: 2 measures. It is not open yet."]

    at = choose(at, "read-sheet", "Children")
    assert plain(at.success) == ["Measures.xlsx, sheet Children: 1 measure. It is not open yet."]
    assert counts(at) == "Green 1, Amber 0, Red 0, Unavailable 0"


# ---- a file that is refused


def test_a_refused_file_says_why_and_leaves_open_what_was():
    at = dropped(WRONG)

    (told,) = plain(at.warning)
    assert told.startswith(
        "Quarter 2.csv was refused; what was open is still open. Row 2, column value: 'lots' is not a number"
    )
    assert at.button(key="use").disabled
    assert counts(at) is None
    assert "Open now: Performance Monitoring Q2 2016/17, Children's Services Portfolio" in plain(at.caption)


def test_what_is_no_table_is_refused_in_a_sentence_and_has_nothing_to_set():
    at = dropped(b"\x89PNG\r\n\x1a\n", "picture.csv")

    assert "The file is a picture" in plain(at.warning)[0]
    assert headers(at) == ["Open a file", "What was found"]


def test_a_refused_file_cannot_take_the_place_of_a_scorecard_that_was_used():
    at = dropped(WRONG, "Wrong.csv", used())

    assert "Open now: Quarter 2" in plain(at.caption)


def test_problems_are_listed_errors_first():
    levels = dropped(WRONG).table[0].value["Level"].tolist()

    assert levels[0] == "error"
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_of_very_many_problems_the_first_are_shown():
    at = ran(AppTest.from_string(MANY_PROBLEMS))

    assert len(at.table[0].value) == 60
    assert plain(at.caption) == ["And 1 more."]


# ---- how it is read


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("read-polarity", Polarity.LOWER, "Green 2, Amber 1, Red 0, Unavailable 0"),
        ("read-amber-unit", "% of the target short of it", STANDS),
        ("read-green-unit", "% of the target short of it", STANDS),
        ("read-improved", "instead", "Green 1, Amber 0, Red 2, Unavailable 0"),
    ],
)
def test_each_setting_shows_its_effect_at_once_beside_what_it_was(key, value, line):
    at = choose(dropped(), key, value)

    assert counts(at) == line
    assert (f"**Now: {line}.** As first read: {STANDS}." in plain(at.markdown)) == (line != STANDS)


def test_how_near_is_still_green_can_be_said_in_numbers():
    at = choose(dropped(), "read-green-unit", "Points short of it")
    at.number_input(key="read-green").set_value(3.0)

    assert counts(ran(at)) == "Green 2, Amber 0, Red 1, Unavailable 0"


def test_figures_may_be_rated_as_they_are_shown_and_small_counts_hidden():
    at = dropped()
    at.checkbox(key="read-as-shown").check()
    at.checkbox(key="read-small").check()
    ran(at)

    assert any("Figures are rated as they are shown" in text for text in plain(at.markdown))
    assert at.checkbox(key="read-small").value


def test_the_settings_of_one_file_are_not_those_of_the_next():
    at = dropped()
    at.checkbox(key="read-as-shown").check()
    at = dropped(GOOD, "Other.csv", ran(at))

    assert not at.checkbox(key="read-as-shown").value


def test_a_column_that_was_not_understood_can_be_said_to_be_another():
    at = dropped(GOALS)
    assert counts(at) is None
    assert at.expander[0].label == "Which column is which (1 not read)"
    assert at.expander[0].proto.expanded
    assert at.expander[0].selectbox[0].label == "goal posts"

    assert "Choose it under Which column is which, below, or put it right in the file itself." in plain(at.caption)

    at = choose(at, "read-column-2", "target")
    assert counts(at) == "Green 0, Amber 1, Red 0, Unavailable 0"
    assert at.expander[0].label == "Which column is which"
    assert at.expander[0].proto.expanded
    # It stays where it was: what moves while it is set is lost from sight.
    assert at.expander[0].selectbox[0].label == "goal posts"


def test_a_column_is_chosen_by_its_name_alone():
    options = dropped(GOALS).selectbox(key="read-column-2").options

    assert options[0] == "not read"
    assert {"indicator", "value", "target", "target_low", "key"} <= set(options)


def test_columns_that_are_missing_are_told_right_under_the_refusal():
    drawn = [each.type for each in dropped(GOALS).main if each.type in ("warning", "expander", "header", "table")]

    assert drawn[:4] == ["header", "warning", "expander", "header"]


def test_the_columns_of_a_file_that_was_understood_are_put_aside():
    assert not dropped().expander[0].proto.expanded


# ---- corrections


def test_corrections_are_listed_and_undone_together():
    at = dropped(WRONG)
    at.session_state["draft"] = at.session_state["draft"].corrected({(0, "value"): "90", (1, "comment"): "*"})
    at = ran(at)

    assert counts(at) == "Green 2, Amber 0, Red 1, Unavailable 0"
    assert "2 cells corrected." in plain(at.markdown)
    assert "- Row 2, value: 90\n- Row 3, comment: *" in plain(at.markdown)

    at = press(at, "undo-corrections")
    assert counts(at) is None
    assert not [text for text in plain(at.markdown) if "corrected" in text]


def test_only_the_rows_with_problems_are_shown_on_demand_and_those_that_were_put_right():
    at = dropped(WRONG)
    at.checkbox(key="table-only-marked").check()
    at = ran(at)
    assert at.dataframe[0].value["row in file"].tolist() == ["2"]

    at.session_state["draft"] = at.session_state["draft"].corrected({(0, "value"): "90", (2, "value"): "many"})
    assert ran(at).dataframe[0].value["row in file"].tolist() == ["2", "4"]


def test_the_table_says_that_it_shows_what_is_hidden():
    at = dropped()
    assert HIDDEN not in plain(at.caption)

    at.checkbox(key="read-small").check()
    assert HIDDEN in plain(ran(at).caption)


# ---- published ratings


def test_published_ratings_are_compared_with_the_rule():
    at = dropped(RATED)
    table = at.table[1].value

    assert "**1 of 2 published ratings agrees with the rule; 1 does not.**" in plain(at.markdown)
    assert table["Measure"].tolist() == ["Calls answered", "Bins emptied"]
    assert html.unescape(table["Agree?"][0]) == ("No: the report says red; 82.1 against 80 is green by its own rule")


# ---- using it


def test_a_file_that_is_used_is_open_and_kept():
    at = used()

    assert "Open now: Quarter 2" in plain(at.caption)
    assert plain(at.success) == ["Quarter 2 is open, and kept here for everyone."]
    assert headers(at) == ["Open a file"]
    (one,) = library.kept()
    assert (one.title, one.rows) == ("Quarter 2", 3)
    assert at.query_params["scorecard"] == one.name


def test_what_is_kept_is_what_was_set():
    at = dropped()
    at.checkbox(key="read-as-shown").check()
    press(ran(at), "use")

    (one,) = library.kept()
    scorecard, problems = library.load(one.name)
    assert scorecard.rule.as_shown
    assert not [problem for problem in problems if problem.level == "error"]


def test_a_title_of_its_own_is_kept():
    data = workbook(
        [
            Sheet("Scorecard", HEADER, [["Visits", Figure("82"), Figure("85")]]),
            Sheet("About", ["field", "value"], [["title", "Adults, Quarter 2"]]),
        ]
    )
    at = used(data=data, name="x.xlsx")

    assert plain(at.success) == ["Adults, Quarter 2 is open, and kept here for everyone."]


def test_a_file_of_more_measures_than_can_be_shown_is_not_used_and_can_be_downloaded():
    at = dropped(b"indicator,value,target\n" + b"".join(b"Measure %d,82,85\n" % at for at in range(5_001)))

    assert at.button(key="use").disabled
    (told,) = plain(at.warning)
    assert told.startswith("There are 5,001 measures for one area and period, and the app shows at most 5,000.")
    assert "Download as CSV" in {button.proto.label for button in at.get("download_button")}
    assert drafts.use(at.session_state["draft"]) in told
    assert library.kept() == []


def test_where_nothing_can_be_kept_the_file_stays_as_it_was_left(kept):
    (kept / "store.sqlite3").mkdir()

    at = choose(dropped(), "read-polarity", Polarity.LOWER)
    at = press(at, "use")

    assert any("The file is still here, as you left it." in text for text in plain(at.warning))
    assert counts(at) == "Green 2, Amber 1, Red 0, Unavailable 0"
    assert "Open now: Performance Monitoring Q2 2016/17, Children's Services Portfolio" in plain(at.caption)


# ---- taking it along


def test_there_is_a_template_and_the_scorecard_in_every_form():
    labels = {button.proto.label for button in dropped().get("download_button")}

    assert labels == {"Download a template", "Download as CSV", "Download as Excel", "Download as Parquet"}


def test_a_refused_file_cannot_be_downloaded():
    assert [button.proto.label for button in dropped(WRONG).get("download_button")] == ["Download a template"]


# ---- what is here already


def test_a_scorecard_that_is_here_can_be_opened():
    at = choose(opened(), "shelf-picked", "buckinghamshire_by_year")
    (link,) = [each.proto for each in at.get("page_link") if each.proto.label == "Open"]

    assert link.query_string == "scorecard=buckinghamshire_by_year"


def test_what_is_here_is_told_with_its_title_its_rows_and_when_it_was_kept():
    options = used().selectbox(key="shelf-picked").options

    assert options[0] == "Committee report, Q2 2016/17 (comes with this app)"
    assert options[-1].startswith("Quarter 2 (3 rows, kept ")


def test_of_two_with_one_title_the_one_that_is_meant_is_deleted():
    at = used(at=used(), data=RATED)
    options = at.selectbox(key="shelf-picked").options
    assert [len(re.findall(r"\d\d:\d\d", option)) for option in options] == [0, 0, 1, 1]
    newer, older = library.kept()
    assert newer.title == older.title == "Quarter 2"
    assert len(set(at.selectbox(key="shelf-picked").options)) == 4
    assert len(set(at.selectbox(key="pick-scorecard").options)) == 4

    press(choose(at, "shelf-picked", older.name), "delete")

    assert [one.name for one in library.kept()] == [newer.name]


def test_what_somebody_else_deletes_is_no_longer_chosen():
    at = used(at=used(), data=RATED)
    _, older = library.kept()
    at = choose(at, "shelf-picked", older.name)
    library.delete(older.name)

    assert ran(at).selectbox(key="shelf-picked").value is None
    assert "Open now: Quarter 2" in plain(at.caption)


def test_a_kept_scorecard_is_deleted_for_everyone_and_the_first_is_opened_instead():
    at = used()
    (one,) = library.kept()

    at = press(choose(at, "shelf-picked", one.name), "delete")

    assert library.kept() == []
    assert "Open now: Performance Monitoring Q2 2016/17, Children's Services Portfolio" in plain(at.caption)
    assert not at.warning


def test_what_comes_with_the_app_cannot_be_deleted():
    at = choose(used(), "shelf-picked", "buckinghamshire_by_year")

    assert "Delete for everyone" not in [button.label for button in at.button]


# ---- a scenario in hand


REPORTED = b"id,indicator,unit,value,target\nrepeat-referrals,Repeat referrals,%,82,85\n"
EARLIER, _ = read(b"id,indicator,unit,value,target\nrepeat-referrals,Repeat,%,30,40\nbins,Bins,%,90,95\n")


def holding(*ids, **options):
    """The page after a file was used with a scenario in hand that moves these indicators."""
    at = dropped(**options)
    changes = tuple(Change(key, "value", 90.0) for key in ids)
    history = History.begin(EARLIER.hash, Scenario()).open(Scenario(changes=changes))
    position = EARLIER.position()
    on = WhatIf("place", history, 0, position, [], rail_of(EARLIER, position), [])
    at.session_state[carry.IN_HAND] = carry.InHand("other", "Last quarter", on)
    return press(at, "use")


def moved(at):
    """What was moved on the scorecard that is open, by id."""
    name = at.query_params["scorecard"]
    scorecard, _ = library.load(name)
    on = at.session_state[f"what-if:{scorecard.hash}::"]
    return {change.id: change.value for change in on.scenario.changes}


def test_a_scenario_can_be_carried_over_as_far_as_it_fits():
    at = holding("repeat-referrals", "bins", data=REPORTED)

    (offered,) = offers(at)
    assert offered.startswith(
        "**Carry the scenario over?** On Last quarter you made 1 change that fits this scorecard."
    )
    assert offered.endswith(" These do not fit it: Bins.")

    at = press(at, "carry")
    assert moved(at) == {"repeat-referrals": 90.0}
    assert offers(at) == []


def test_a_scenario_can_be_left_where_it_was_made():
    at = press(holding("repeat-referrals", data=REPORTED), "leave")

    assert offers(at) == []
    assert moved(at) == {}


def test_a_scenario_that_does_not_fit_cannot_be_carried_over_and_is_dismissed():
    at = holding("bins", data=REPORTED)

    assert offers(at) == [
        "On Last quarter you made changes to these measures, and none of them fits this scorecard: Bins."
    ]
    assert [button.label for button in at.button if button.key in ("carry", "leave")] == ["Dismiss"]
    assert offers(press(at, "leave")) == []


def test_of_many_measures_that_do_not_fit_the_first_are_named():
    at = holding(*"abcdefg", data=REPORTED)

    assert offers(at)[0].endswith("none of them fits this scorecard: a, b, c, d, e and 2 more.")


# ---- whatever is dropped


def test_whatever_is_dropped_is_understood_or_refused_and_the_page_stands(shared):
    at = opened()
    files = [path for kind in ("csv", "xlsx", "parquet") for path in (shared / "hostile" / "files" / kind).iterdir()]
    assert len(files) > 50

    for path in sorted(files):
        at = dropped(path.read_bytes(), path.name, at)

        told, *too_many = plain([*at.success, *at.warning])
        assert told.startswith(path.name), path.name
        assert bool(too_many) == bool(at.session_state["draft"].too_many), path.name
        assert (counts(at) is None) == ("was refused" in told), path.name
