import json
import subprocess
import sys

import pytest
from trying import (
    CALLS,
    NASTY,
    ROOT,
    answer,
    keep_calls,
    on,
    opened,
    plain,
    plain_cells,
    pressed,
    ran,
    saved,
    scenario,
    sending,
    session,
    tables,
    turned,
    values,
)

from ragcore.rating import Rating
from ragcore.scenario import apply
from ragcore.scenario_file import write_scenario
from ui import library
from ui.scenario_sentences import moment

PLAN = scenario(("calls", "value", 90.0))


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def page(**asked):
    """The page that lists scenarios."""
    return opened("Scenarios", **{"scorecard": "calls", **asked})


def listed(at):
    """The names on the list."""
    headings = plain(at.subheader)
    return headings[: headings.index("Carry it over")] if "Carry it over" in headings else headings


# ---- the list


def test_the_record_of_a_scenario_of_another_period_is_linked_from_where_one_is():
    named = saved(PLAN, "Plan")

    at = page(period="2016/17 Q1")

    (record,) = [link.proto for link in at.get("page_link") if link.proto.label == "Record"]
    assert f"named={named.id}" in record.query_string
    assert "period=2016%2F17+Q1" in record.query_string
    assert "version=" not in record.query_string


def test_nothing_saved_is_told_with_what_to_do():
    at = page()

    assert "None yet. On **What-if**, move something and choose **Save**." in plain(at.markdown)
    assert "A new quarter" not in plain(at.header)


def test_a_scenario_is_told_with_who_when_how_many_changes_and_the_counts_it_leads_to():
    of = scenario(("calls", "value", 90.0), ("plans", "target", 80.0), ("gone", "value", 1.0), amber=1)
    saved(of, "Plan", note="First\n**second**", author="Ann")
    (one,) = library.store().scenarios.all()

    at = page()

    assert (
        f"saved {moment(one.saved)} by Ann; 4 changes; on North, 2016/17 Q2; projected values for 2016/17 Q4"
    ) in plain(at.caption)
    assert "Green 2, Amber 0, Red 0, Unavailable 0  \n1 green by a moved target" in plain(at.markdown)
    assert [text.value for text in at.text] == ["First\n**second**"]


def test_the_newest_is_first_and_those_of_another_scorecard_are_not_on_the_list():
    for name in ("First", "Second"):
        saved(PLAN, name)
    saved(scenario(area=None), "Elsewhere", library.FIRST)

    assert listed(page()) == ["Second", "First"]
    assert listed(opened("Scenarios")) == ["Elsewhere"]


def test_a_long_list_can_be_searched_by_name_who_and_note():
    for at in range(30):
        saved(PLAN, f"Plan {at}", note="winter" if at == 3 else "", author="Ann" if at == 5 else "")
    at = page()
    assert len(listed(at)) == 25
    assert "Showing 25 of 30, the newest first." in plain(at.caption)

    for sought, found in (("PLAN 2", 11), ("winter", 1), ("ann", 1), ("nobody", 0), ("", 25)):
        at.text_input(key="scenarios-sought").input(sought)
        assert len(listed(ran(at))) == found


def test_opening_a_scenario_goes_to_the_board_at_the_place_that_it_was_made_for():
    one = saved(scenario(("calls", "value", 90.0), area="South"), "Plan")

    at = pressed(page(), "Open Plan")

    assert plain(at.title) == ["What-if: calls"]
    assert plain(at.markdown)[0] == "South, 2016/17 Q2"
    assert at.query_params["version"] == one.version
    assert answer(at)["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]
    assert answer(at)["kept"] == "Saved as Plan."


def test_a_scenario_can_be_opened_though_something_else_is_on_screen():
    saved(PLAN, "Plan")
    at = sending(opened("What-if", scorecard="calls"), calls=70.0)

    pressed(turned(at, "Scenarios"), "Open Plan")

    assert answer(at)["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]


def test_renaming_copying_and_deleting_change_the_list_and_are_told():
    one = saved(PLAN, "Plan")
    at = page()

    at.text_input(key=f"Rename it-{one.id}").input("Winter plan")
    pressed(at, "Rename it")
    assert (listed(at), plain(at.success)) == (["Winter plan"], ["Renamed as Winter plan."])

    at.text_input(key=f"Copy it-{one.id}").input("Winter plan")
    pressed(at, "Copy it")
    assert listed(at) == ["Winter plan (2)", "Winter plan"]
    assert plain(at.success)[0].startswith("Copied as Winter plan (2), because there is another scenario")

    pressed(at, f"delete-{one.id}")
    assert listed(at) == ["Winter plan (2)"]
    assert plain(at.success) == ["Winter plan was deleted. Links to it still show it."]


def test_a_name_that_is_refused_is_told_and_the_list_stays():
    one = saved(PLAN, "Plan")
    at = page()

    at.text_input(key=f"Rename it-{one.id}").input("  ")
    pressed(at, "Rename it")

    assert plain(at.warning) == ["A scenario needs a name. Type one."]
    assert listed(at) == ["Plan"]


def test_while_the_store_is_gone_the_page_says_so(kept):
    name = library.keep(library.load("calls")[0], "Calls")
    at = page(scorecard=name)
    kept.parent.rename(kept.parent.with_name("away"))

    at = ran(at)

    assert any("the store is gone" in text for text in plain(at.warning))


def test_names_and_notes_that_try_to_be_more_are_shown_as_typed():
    for name in NASTY:
        saved(scenario(("calls", "target", 80.0, name)), name, note=name, author=name)

    at = page()

    assert listed(at) == NASTY[::-1]
    assert [text.value for text in at.text] == NASTY[::-1]
    assert plain_cells(button.label for button in at.button if button.label.startswith("Open")) == [
        f"Open {name}" for name in NASTY[::-1]
    ]
    for text in [*at.markdown, *at.subheader, *at.caption, *at.button]:
        assert not any(name in getattr(text, "label", text.value) for name in NASTY if text.value)
    assert not any(name in button.label for name in NASTY for button in at.button)


def test_a_scorecard_of_one_measure_without_a_figure_has_its_scenarios(kept):
    (kept / "one.csv").write_text("id,indicator,value,target\ncalls,Calls,,\n", encoding="utf-8")
    saved(scenario(("calls", "value", 90.0), area=None, period=None), "Plan", "one")

    assert "Green 0, Amber 0, Red 0, Unavailable 0, Unrated 1" in plain(page(scorecard="one").markdown)


# ---- a scenario file


def dropped(at, of, name="plan.json"):
    """The same page after a file was dropped."""
    data = of if isinstance(of, bytes) else write_scenario(of)
    at.file_uploader[0].upload(name, data, "application/json")
    return ran(at)


def write_named(of, name):
    """The file of a scenario that was made for the small scorecard."""
    told = json.loads(write_scenario(of))
    scorecard, _ = library.load("calls")
    told |= {"name": name, "created": "2026-01-05T09:00:00Z", "base": {"hash": scorecard.hash, "rows": 4}}
    return json.dumps(told).encode()


def problems(at):
    """What is told of the file."""
    return [
        row["What is wrong, and what was done"]
        for found in tables(at, "What is wrong, and what was done")
        for row in found
    ]


def can_be_put(at):
    return not at.button(key="scenario-put").disabled


def test_a_good_file_is_told_and_put_on_only_when_somebody_says_so():
    at = dropped(page(), write_named(PLAN, "Winter plan"))

    assert plain(at.success) == ["plan.json: Winter plan, 1 change."]
    assert problems(at) == []
    assert "version" not in at.query_params

    pressed(at, "scenario-put")
    assert plain(at.title) == ["What-if: calls"]
    assert answer(at)["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]
    assert at.query_params["version"]
    at.session_state["save-0"] = True
    assert turned(at, "What-if").text_input(key="save-name").value == "Winter plan"


def test_a_file_that_is_put_away_is_gone_and_changes_nothing():
    at = pressed(dropped(page(), write_named(PLAN, "Plan")), "scenario-away")

    assert not at.success
    assert "version" not in at.query_params


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"[]", b'{"format": "scorecard-scenario", "version": 2}', b"\xff\xfe", b'{"targets": 1}'],
    ids=str,
)
def test_a_refused_file_is_told_with_what_is_wrong_and_changes_nothing(data):
    at = dropped(page(), data)

    assert plain(at.warning) == ["plan.json was refused. What is on screen is as it was."]
    assert problems(at)
    assert not [button for button in at.button if button.key == "scenario-put" and not button.disabled]


def test_every_hostile_scenario_file_is_refused_or_can_be_put_on(shared):
    at = page()
    for file in sorted((shared / "hostile" / "files" / "json").glob("*.json")):
        dropped(at, file.read_bytes(), file.name[:60])
        assert len(at.success) + len(at.warning) == 1
        pressed(at, "scenario-away")


def test_what_a_file_asks_for_and_is_not_here_is_told_and_kept():
    of = scenario(("calls", "value", 90.0), ("gone", "value", 1.0), ("calls", "target_low", 1.0), horizon="2030/31")
    at = dropped(page(), write_named(of, "Plan"))
    assert sorted(problems(at)) == [
        "'calls' has target, not target_low; the change is kept and has no effect.",
        "There is no indicator 'gone' here; the change is kept and has no effect.",
    ]

    pressed(at, "scenario-put")

    assert (answer(at)["others"], answer(at)["horizon"]) == (2, "2030/31")
    stored = library.store().versions.get(at.query_params["version"]).version.scenario
    assert {(change.id, change.field) for change in stored.changes} == {
        ("calls", "value"),
        ("gone", "value"),
        ("calls", "target_low"),
    }


def test_a_file_of_another_scorecard_is_told():
    told = json.loads(write_named(PLAN, "Plan"))
    told["base"]["hash"] = "0" * 64

    at = dropped(page(), json.dumps(told).encode())

    assert problems(at) == [
        "The scenario was made for another scorecard, or for another state of this one; check what it changes."
    ]
    assert can_be_put(at)


def test_a_file_for_another_area_and_period_is_put_on_there():
    at = dropped(page(), write_named(scenario(("calls", "value", 90.0), area="South", period="Q2 2016-17"), "Plan"))
    assert plain(at.success) == ["plan.json: Plan, 1 change, for South, 2016/17 Q2."]
    assert problems(at) == []

    pressed(at, "scenario-put")

    assert plain(at.markdown)[0] == "South, 2016/17 Q2"
    assert answer(at)["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]
    assert values(on(session(version=at.query_params["version"]))) == {"calls": 90.0}


def test_a_file_for_an_area_that_is_not_here_is_told_to_have_no_effect_and_is_not_put_on():
    at = dropped(page(), write_named(scenario(("calls", "value", 90.0), area="East"), "Plan"))

    assert problems(at) == ["There is no area 'East' here; the scenario is kept and has no effect."]
    assert not can_be_put(at)


@pytest.mark.parametrize("name", NASTY)
def test_the_name_of_a_file_and_of_its_scenario_are_shown_as_typed(name):
    file = f"{name.replace('/', '')}.json"

    at = dropped(page(), write_named(PLAN, name), file)

    assert plain(at.success) == [f"{file}: {name}, 1 change."]
    assert name not in at.success[0].value


# ---- the same file, the same ratings

WIDE = """\
id,indicator,period,value,unit,polarity,target,target_low,target_high,amber,numerator,denominator,previous
calls,Calls,2016/17 Q2,82.5,%,higher,85,,,5,,,81
plans,Plans,2016/17 Q2,82.1,%,higher,85,,,5,985,1200,82
days,Days,2016/17 Q2,12,days,lower,10,,,3,,,13
beds,Beds,2016/17 Q2,88,%,band,,85,92,3,,,88
visits,Visits,2016/17 Q2,1200,number,none,,,,,,,
new,New,2016/17 Q2,,%,higher,85,,,,,,70
"""


@pytest.mark.parametrize(
    ("changes", "rule", "horizon"),
    [
        ([("calls", "amber", 1.0), ("plans", "amber", "1%"), ("days", "amber", 1.0)], {}, "2016/17 Q4"),
        ([], {"amber": 1, "green_within": "4%", "as_shown": True}, "2030/31"),
        ([("new", "value", 69.0)], {"improved": "instead"}, None),
        ([("plans", "value", 84.963), ("calls", "value", 79.99999), ("new", "value", 250.0)], {}, None),
        (
            [("days", "value", 10.0), ("days", "target", 9.3), ("beds", "value", 95.1), ("beds", "target_high", 95.0)],
            {},
            None,
        ),
        (
            [("beds", "target_low", 99.0), ("visits", "target", 5.0), ("beds", "target", 1.0), ("gone", "value", 1.0)],
            {},
            "x",
        ),
    ],
    ids=range(6),
)
def test_the_same_file_gives_the_same_ratings_as_on_the_command_line(kept, tmp_path, changes, rule, horizon):
    (kept / "wide.csv").write_text(WIDE, encoding="utf-8")
    of = scenario(*changes, area=None, period=None, horizon=horizon, **rule)
    file = tmp_path / "plan.json"
    file.write_bytes(write_scenario(of).replace(b'"created": ""', b'"created": "2026-01-05T09:00:00Z"'))
    command = [sys.executable, "-m", "ragcore", "rate", kept / "wide.csv", "--scenario", file, "--format", "json"]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)

    at = pressed(dropped(page(scorecard="wide"), file.read_bytes()), "scenario-put")

    what_if = on(session(version=at.query_params["version"]))
    assert [Rating(code).word for code in what_if.after.ratings] == [row["rating"] for row in told["indicators"]]
    shown = {key: row["rating"] for key, row in answer(at)["rows"].items()}
    assert shown == {row["id"]: Rating[row["rating"].upper()] for row in told["indicators"] if row["id"] in shown}

    again = write_scenario(what_if.scenario).replace(b'"name": ""', b'"name": "Again"')
    back = pressed(dropped(turned(at, "Scenarios"), again), "scenario-put")
    assert on(session(version=back.query_params["version"])).after.ratings.tolist() == what_if.after.ratings.tolist()


# ---- a new quarter

NEXT = CALLS + b"calls,Calls,North,2016/17 Q3,%,86.0,,,86,5\nplans,Plans,North,2016/17 Q3,%,80.0,960,1200,85,5\n"


def picking(at, name):
    """The same page after a scenario of other figures was picked."""
    picker = at.selectbox(key="quarter-picked")
    picker.select(next(option for option in picker.options if option.startswith(name)))
    return ran(at)


def quarters(kept, *changes, horizon="2016/17 Q3", **rule):
    """The page of a scorecard of two quarters, with a scenario of the earlier one picked."""
    (kept / "calls.csv").write_bytes(NEXT)
    saved(scenario(*changes, horizon=horizon, **rule), "Plan")
    return picking(page(period="2016/17 Q3"), "Plan")


def test_a_scenario_of_what_is_open_is_not_one_of_other_figures():
    saved(PLAN, "Plan")

    at = page()

    assert "None of the saved scenarios was made on other figures of these measures." in plain(at.markdown)


def test_what_still_says_something_is_carried_over_and_the_rest_is_listed_with_why(kept):
    at = quarters(kept, ("calls", "target", 84.0, "agreed"), ("plans", "value", 84.0), ("gone", "value", 1.0), amber=3)

    assert "2 changes fit these figures." in plain(at.markdown)
    (left,) = tables(at, "Why it is left behind")
    assert [tuple(row.values()) for row in left] == [
        ("gone", "projected value: 1", "There is no such measure here."),
        ("Plans", "projected value: 84.0%", "It is a projection for a time that these figures have reached."),
    ]

    pressed(at, "rebase")
    stored = library.store().versions.get(at.query_params["version"]).version
    assert [(change.id, change.value, change.reason) for change in stored.scenario.changes] == [
        ("calls", 84.0, "agreed")
    ]
    assert (stored.scenario.period, dict(stored.scenario.rule), stored.parent) == ("2016/17 Q3", {"amber": 3}, "")
    assert stored.scenario.horizon == "2016/17 Q4"


def test_each_projected_value_stands_beside_what_then_happened_with_both_counts(kept):
    at = quarters(kept, ("calls", "value", 85.0), ("plans", "value", 84.0), ("calls", "target", 84.0))

    (met,) = tables(at, "Met?")
    assert [tuple(row.values()) for row in met] == [
        ("Calls", "85.0%", "86.0%", "**met**", "1.0 points better"),
        ("Plans", "84.0%", "80.0%", "**missed**", "4.0 points short, 48 cases fewer than that takes"),
    ]
    assert "**As the scenario had it: Green 1, Amber 1, Red 0, Unavailable 0**" in plain(at.markdown)
    assert "**What happened: Green 1, Amber 1, Red 0, Unavailable 0**" in plain(at.markdown)


def test_greens_by_a_moved_target_are_marked_beside_the_counts_of_what_was_projected(kept):
    at = quarters(kept, ("calls", "value", 83.0), ("calls", "target", 83.0))

    (told,) = [text for text in plain(at.markdown) if text.startswith("**As the scenario had it")]
    assert told.endswith("** (1 green by a moved target)")


def test_a_scenario_without_projected_values_has_nothing_to_come_true(kept):
    at = quarters(kept, ("calls", "target", 84.0))

    assert "The scenario projects no figure, so there is nothing that could come true." in plain(at.markdown)


def test_without_figures_for_the_time_it_is_set_beside_what_is_open_and_says_so(kept):
    at = quarters(kept, ("calls", "value", 85.0), ("gone", "value", 1.0), horizon="2030/31")

    assert "There are no figures for 2030/31 here; it is set beside those for 2016/17 Q3." in plain(at.markdown)
    assert "Without a figure now: gone." in plain(at.caption)


def test_a_new_file_of_the_next_quarter_takes_the_scenario_of_the_one_before(kept):
    saved(scenario(("calls", "value", 85.0), ("calls", "target", 86.0), horizon="2016/17 Q3"), "Plan")
    (kept / "later.csv").write_bytes(NEXT)

    at = picking(page(scorecard="later", period="2016/17 Q3"), "Plan")

    assert "None of its changes fits these figures." in plain(at.markdown)
    (left,) = tables(at, "Why it is left behind")
    assert [row["Why it is left behind"] for row in left] == [
        "The figures here say so themselves.",
        "It is a projection for a time that these figures have reached.",
    ]
    (met,) = tables(at, "Met?")
    assert met[0]["Met?"] == "**met**"


def test_the_same_file_a_quarter_later_takes_its_own_earlier_scenarios(kept):
    saved(scenario(("calls", "value", 85.0), ("plans", "target", 80.0), horizon="2016/17 Q3"), "Plan")
    (kept / "calls.csv").write_bytes(NEXT)
    at = page()
    assert listed(at) == []

    picking(at, "Plan")
    pressed(at, "rebase")

    assert plain(at.title) == ["What-if: calls"]
    assert answer(at)["changes"]


def test_a_scorecard_that_was_deleted_takes_its_scenarios_along(kept):
    name = library.keep(library.load("calls")[0], "Old")
    saved(scenario(("calls", "value", 85.0)), "Plan", name)
    (kept / "later.csv").write_bytes(NEXT)
    at = page(scorecard="later")
    assert len(at.selectbox(key="quarter-picked").options) == 1

    library.delete(name)

    assert "A new quarter" not in plain(ran(at).header)


def test_scenarios_about_other_measures_are_not_offered():
    saved(scenario(("x", "value", 1.0), area=None), "Elsewhere", library.FIRST)

    at = page()

    assert "None of the saved scenarios was made on other figures of these measures." in plain(at.markdown)


def test_what_a_list_says_a_scenario_leads_to_is_what_the_board_says():
    of = scenario(("calls", "value", 90.0), ("plans", "amber", 1.0), amber=2)
    saved(of, "Plan")
    at = page()
    position = session(scorecard="calls").session_state["open-now"].position
    counts = apply(of, position).counts

    told = f"Green {counts[Rating.GREEN]}, Amber {counts[Rating.AMBER]}, Red {counts[Rating.RED]}, Unavailable 0"
    assert told in plain(at.markdown)
