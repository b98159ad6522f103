import pytest
from trying import (
    answer,
    choices,
    keep_calls,
    opened,
    plain,
    plain_cells,
    pressed,
    ran,
    saved,
    scenario,
    tables,
    turned,
)

from ui import library


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    return keep_calls(tmp_path, monkeypatch)


def merging(*scenarios, **asked):
    """The page that compares scenarios of the names A, B, ...; the first is the one that is merged into."""
    made = [saved(of, name, asked.get("scorecard", "calls")) for of, name in zip(scenarios, "ABCD", strict=False)]
    return opened("Compare", **{"scorecard": "calls", "with": ",".join(one.version for one in made), **asked})


def changes(at):
    """What the store has of the version that the address names, by id and field."""
    stored = library.store().versions.get(at.query_params["version"]).version.scenario
    return {(change.id, change.field): (change.value, change.reason) for change in stored.changes}


def test_one_scenario_cannot_be_merged():
    assert "Merge two of them" not in plain(merging(scenario(("calls", "value", 90.0))).header)


def test_what_only_one_of_them_changes_is_taken_over():
    at = merging(scenario(("calls", "value", 90.0)), scenario(("plans", "target", 80.0, "agreed")))
    assert "Nothing is changed by both differently." in plain(at.markdown)

    pressed(at, "merge")

    assert plain(at.title) == ["What-if: calls"]
    assert changes(at) == {("calls", "value"): (90.0, ""), ("plans", "target"): (80.0, "agreed")}
    assert len(answer(at)["changes"]) == 2


def test_what_both_change_differently_is_chosen():
    at = merging(
        scenario(("calls", "target", 80.0, "as before"), ("calls", "amber", 2.0), amber=3, as_shown=True),
        scenario(("calls", "target", 90.0), ("calls", "amber", "2%"), amber=4, as_shown=False, horizon="2030/31"),
    )

    assert choices(at) == [
        ("Calls: tolerance", ["A: 2 points", "B: 2% of the target"]),
        ("Calls: target", ["A: 80% (as before)", "B: 90%"]),
        ("Time that projected values are for", ["A: 2016/17 Q4", "B: 2030/31"]),
        ("Tolerance of the scorecard", ["A: 3", "B: 4"]),
        ("Rating as shown", ["A: yes", "B: no"]),
    ]
    at.radio[1].set_value(1)
    at.radio[2].set_value(1)
    at.radio[4].set_value(1)
    ran(at)
    pressed(at, "merge")

    assert changes(at) == {("calls", "target"): (90.0, ""), ("calls", "amber"): (2.0, "")}
    made = library.store().versions.get(at.query_params["version"]).version.scenario
    assert (dict(made.rule), made.horizon) == ({"amber": 3, "as_shown": False}, "2030/31")


def test_a_band_is_chosen_as_a_whole(kept):
    (kept / "band.csv").write_text(
        "id,indicator,value,unit,polarity,target_low,target_high\nbeds,Beds,88,%,band,85,92\n", encoding="utf-8"
    )
    at = merging(
        scenario(("beds", "target_low", 80.0), area=None, period=None),
        scenario(("beds", "target_low", 84.0), ("beds", "target_high", 95.0), area=None, period=None),
        scorecard="band",
    )

    assert choices(at) == [("Beds: targets", ["A: 80%", "B: 84% to 95%"])]
    at.radio[0].set_value(1)
    pressed(ran(at), "merge")
    assert changes(at) == {("beds", "target_low"): (84.0, ""), ("beds", "target_high"): (95.0, "")}


def test_any_two_of_several_can_be_merged_and_the_choice_lasts_when_others_are_compared():
    at = merging(*(scenario((name, "value", 90.0)) for name in ("calls", "plans", "gone")))

    at.selectbox(key="merge-one").select("C")
    ran(at)
    pressed(at, "merge")
    assert set(changes(at)) == {("gone", "value"), ("calls", "value")}

    at = turned(at, "Compare")
    assert not at.exception


def test_a_scenario_that_is_compared_no_longer_is_not_merged_either():
    at = merging(*(scenario((name, "value", 90.0)) for name in ("calls", "plans", "gone")))
    at.selectbox(key="merge-one").select("A")
    ran(at)

    at.multiselect[0].set_value(["B", "C"])
    ran(at)

    assert at.selectbox(key="merge-one").options == ["B", "C"]
    pressed(at, "merge")
    assert set(changes(at)) == {("plans", "value"), ("gone", "value")}


def test_too_many_conflicts_are_told(kept):
    rows = "".join(f"m{at},Measure {at},82,85\n" for at in range(60))
    (kept / "many.csv").write_text(f"id,indicator,value,target\n{rows}", encoding="utf-8")
    both = [scenario(*((f"m{at}", "value", value) for at in range(60)), area=None, period=None) for value in (1.0, 2.0)]

    at = merging(*both, scorecard="many")

    assert "Both change 60 things in different ways, which is too many to choose here." in plain(at.warning)
    assert not [button for button in at.button if button.key == "merge"]


def test_the_page_has_files_of_all_that_it_shows():
    at = merging(scenario(("calls", "value", 90.0)), scenario(("calls", "value", 91.0)))

    assert plain_cells(button.proto.label for button in at.get("download_button")) == [
        "Download as CSV",
        "Download as Excel",
        "Scenario file: A",
        "Scenario file: B",
    ]


def test_the_legend_and_the_counts_stand_there():
    at = merging(scenario(("calls", "value", 90.0)))

    assert plain(at.subheader)[:2] == ["As it stands", "A"]
    assert [text for text in plain(at.markdown) if text.startswith("**Green")] == [
        "**Green 0, Amber 2, Red 0, Unavailable 0**",
        "**Green 1, Amber 1, Red 0, Unavailable 0**",
    ]
    assert len(tables(at, "Measure")) == 1
