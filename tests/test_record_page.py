import pytest
from trying import (
    NASTY,
    keep_calls,
    kept_version,
    opened,
    plain,
    pressed,
    saved,
    saving,
    scenario,
    sending,
    tables,
    turned,
)

from ui import library

COLUMNS = ["Step", "When", "Who", "What", "From", "To", "Why"]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    return keep_calls(folder, monkeypatch)


def steps(at):
    """The lines of the record, without when."""
    (found,) = tables(at, "Step") or [[]]
    return [[row[name] for name in COLUMNS if name != "When"] for row in found]


def names(at):
    """What became of the name."""
    return [row["What"] for found in tables(at, "When") for row in found if "Step" not in row]


def moved(*sent, page="Record", **asked):
    """A page after some moves on the board, each a field and its value of calls."""
    at = opened("What-if", **{"scorecard": "calls", **asked})
    for number, (field, value) in enumerate(sent, 1):
        sending(at, number, field=field, calls=value)
    return turned(at, page)


def test_nothing_changed_yet_is_told():
    at = opened("Record", scorecard="calls")

    assert plain(at.header) == ["What is on screen"]
    assert "Nothing has been changed yet." in plain(at.markdown)


def test_each_step_is_told_with_from_what_to_what_the_latest_first():
    assert steps(moved(("value", 84.0), ("target", 80.0))) == [
        ["2", "not said", "Calls: projected value", "84.0%", "as in the scorecard", ""],
        ["2", "not said", "Calls: target", "as in the scorecard", "80%", "no reason given"],
        ["1", "not said", "Calls: projected value", "as in the scorecard", "84.0%", ""],
    ]


def test_a_named_scenario_has_its_steps_its_reasons_and_what_became_of_its_name():
    at = sending(opened("What-if", scorecard="calls"), field="target", calls=80.0)
    saving(at, "Plan", author="Ann", reasons={"target:calls": "as England"})
    (one,) = library.store().scenarios.all()
    library.store().scenarios.rename(one.id, "Winter plan", "Ben")

    at = opened("Record", scorecard="calls", named=one.id)

    assert plain(at.header) == ["Winter plan"]
    assert steps(at)[0] == ["2", "Ann", "Calls: target", "80%", "80%", "as England"]
    assert names(at) == ["saved as Plan", "renamed from Plan to Winter plan"]


def test_tolerances_rules_horizons_and_measures_that_are_not_here_are_told_in_words():
    of = scenario(
        ("calls", "amber", 2.0, "agreed"), ("gone", "value", 1.5), horizon="2030/31", amber="5%", as_shown=True
    )

    assert [row[2:] for row in steps(opened("Record", version=kept_version(of)))] == [
        ["rating as shown", "as in the scorecard", "yes", ""],
        ["tolerance of the scorecard", "as in the scorecard", "5%", ""],
        ["time that projected values are for", "2016/17 Q4", "2030/31", ""],
        ["gone: projected value", "as in the scorecard", "1.5", ""],
        ["Calls: tolerance", "as in the scorecard", "2 points", "agreed"],
    ]


def test_a_name_that_was_deleted_is_told_and_what_is_on_screen_is_shown():
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    library.store().scenarios.delete(one.id)

    at = opened("Record", scorecard="calls", named=one.id, version=one.version)

    assert plain(at.warning) == [
        "The scenario that this address names is not on the list (any more); this is what is on screen."
    ]
    assert plain(at.header) == ["What is on screen"]
    assert len(steps(at)) == 1


@pytest.mark.parametrize("named", ["x", "0" * 32, "\x00", "<b>x</b>", "0" * 60_000], ids=lambda text: ascii(text)[:20])
def test_a_damaged_name_is_told(named):
    at = opened("Record", scorecard="calls", named=named)

    assert len(plain(at.warning)) == 1
    assert "Nothing has been changed yet." in plain(at.markdown)


def test_while_the_store_is_gone_the_steps_of_the_session_are_told(kept):
    name = library.keep(library.load("calls")[0], "Calls")
    at = sending(opened("What-if", scorecard=name), calls=84.0)
    kept.parent.rename(kept.parent.with_name("away"))
    sending(at, 2, calls=85.0)

    turned(at, "Record")

    assert [row[3:5] for row in steps(at)] == [["84.0%", "85.0%"], ["as in the scorecard", "84.0%"]]


def test_while_the_store_is_gone_a_named_record_is_told_to_be_out_of_reach(kept):
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    at = opened("Record", scorecard="calls", version=one.version)
    kept.parent.rename(kept.parent.with_name("away"))

    at.query_params["named"] = one.id
    at.run()

    assert not at.exception
    assert any("the store is gone" in text for text in plain(at.warning))


def test_a_scenario_put_on_the_board_from_elsewhere_has_the_scorecard_behind_it():
    one = saved(scenario(("calls", "value", 90.0)), "Plan")
    saved(scenario(("calls", "target", 80.0)), "Other")
    at = opened("Compare", scorecard="calls")
    pressed(at, "merge")

    assert len(steps(turned(at, "Record"))) == 2
    assert one.version not in at.query_params["version"]


@pytest.mark.parametrize("name", NASTY)
def test_names_and_reasons_that_try_to_be_more_are_shown_as_typed(name):
    one = saved(scenario(("calls", "target", 80.0, name)), name, note=name, author=name)

    at = opened("Record", scorecard="calls", named=one.id)

    assert plain(at.header) == [name]
    assert steps(at) == [["1", name, "Calls: target", "as in the scorecard", "80%", name]]
    assert names(at) == [f"saved as {name}"]
    for text in [*at.markdown, *at.header, *at.caption]:
        assert name not in text.value


def test_very_many_changes_end_somewhere(kept):
    rows = "".join(f"m{at},Measure {at},82,85\n" for at in range(600))
    (kept / "many.csv").write_text(f"id,indicator,value,target\n{rows}", encoding="utf-8")
    changes = [(f"m{at}", "value", 90.0) for at in range(600)]
    linked = kept_version(scenario(*changes, area=None, period=None, horizon="the next period"), "many")

    at = opened("Record", version=linked)

    assert len(steps(at)) == 500
    assert "And 100 earlier changes." in plain(at.caption)
