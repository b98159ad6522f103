import json
from dataclasses import replace

import pytest
from drawn_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st
from trying import SCORECARD, asking, chosen, keep_calls, message, on, scenario, session, telling, values

from ragcore.about import About
from ragcore.rating import Rating
from ragcore.read import read
from ragcore.scenario import Change
from ui import library, what_if
from ui.carry import IN_HAND


def begun(**where):
    """A what-if in which nothing has been changed."""
    return what_if._begun(chosen(**where))


# ---- the horizon


@pytest.mark.parametrize(
    ("period", "stated", "horizons", "first"),
    [
        ("2016/17 Q2", "", ["2016/17 Q3", "2016/17 Q4", "2017/18 Q1", "2017/18 Q2"], "2016/17 Q4"),
        ("2016/17 Q4", "", ["2017/18 Q1", "2017/18 Q2", "2017/18 Q3", "2017/18 Q4"], "2017/18 Q1"),
        ("2016/17 Q2", "2016/17 Q3", ["2016/17 Q3", "2016/17 Q4", "2017/18 Q1", "2017/18 Q2"], "2016/17 Q3"),
        ("2016/17", "2020/21", ["2017/18", "2018/19", "2019/20", "2020/21"], "2020/21"),
        ("2016/17", "2030/31", ["2030/31", "2017/18", "2018/19", "2019/20", "2020/21"], "2030/31"),
        ("last winter", "", ["the next period"], "the next period"),
        ("last winter", "this winter", ["this winter"], "this winter"),
        ("", "", ["the next period"], "the next period"),
    ],
)
def test_projections_are_about_what_is_stated_else_the_year_end_else_what_comes_next(period, stated, horizons, first):
    table = f"indicator,period,value,target\nCalls,{period},82,85\n"
    scorecard = replace(read(table.encode())[0], about=About(horizon=stated))

    on = begun(scorecard=scorecard, area="", period=period)

    assert on.horizons == horizons
    assert on.history.scenario.horizon == first


def test_a_stated_horizon_is_not_that_of_an_earlier_period():
    scorecard = replace(SCORECARD, about=About(horizon="2030/31 Q4"))

    assert "2030/31 Q4" not in begun(scorecard=scorecard, period="2016/17 Q1").horizons


# ---- steps


def test_a_what_if_begins_where_the_scorecard_stands():
    on = begun()

    assert on.number == 0
    assert values(on) == {}
    assert on.after.ratings.tolist() == [Rating.AMBER, Rating.AMBER]
    assert on.history.scenario.base_hash == SCORECARD.hash
    assert (on.history.scenario.area, on.history.scenario.period) == ("North", "2016/17 Q2")


def test_a_move_is_taken_and_the_scorecard_stays_as_it_was():
    on = begun().take(message(calls=85.0))

    assert on.number == 1
    assert on.after.ratings.tolist() == [Rating.GREEN, Rating.AMBER]
    assert on.position.ratings.tolist() == [Rating.AMBER, Rating.AMBER]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_that_does_not_grow_changes_nothing(number):
    on = begun().take(message(3, calls=85.0))

    assert on.take(message(number, calls=10.0)) is on


def test_steps_that_had_no_answer_are_taken_in_their_order_before_the_last():
    earlier = [message(2, calls=83.0), message(1, calls=82.0)]

    on = begun().take(message(3, calls=84.0, earlier=earlier))

    behind, _ = on.history.trail(10)
    assert [[change.value for change in scenario.changes] for scenario in behind] == [[], [82.0], [83.0]]
    assert values(on) == {"calls": 84.0}


def test_earlier_steps_that_were_taken_before_are_not_taken_again():
    on = begun().take(message(1, calls=82.0))

    again = on.take(message(2, calls=83.0, earlier=[message(1, calls=10.0)]))

    assert len(again.history.versions) == 3
    assert values(again) == {"calls": 83.0}


def test_undo_walks_back_and_redo_on_again_and_no_version_is_made():
    moved = begun().take(message(1, calls=85.0)).take(message(2, calls=85.0, plans=90.0))

    undone = moved.take(message(3, "undo", calls=85.0))
    redone = undone.take(message(4, "redo", calls=85.0, plans=90.0))

    assert values(undone) == {"calls": 85.0}
    assert len(undone.history.undone) == 1
    assert redone.history.current == moved.history.current
    assert len(redone.history.versions) == 3


def test_several_steps_back_at_once_are_walked():
    moved = begun().take(message(1, calls=85.0)).take(message(2, calls=86.0))

    undone = moved.take(message(3, "undo"))

    assert values(undone) == {}
    assert len(undone.history.undone) == 2


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_undo_to_where_it_never_was_is_a_move(action):
    on = begun().take(message(1, calls=85.0)).take(message(2, action, calls=10.0))

    assert values(on) == {"calls": 10.0}
    assert len(on.history.versions) == 3


def test_a_move_after_undo_forgets_what_was_undone():
    undone = begun().take(message(1, calls=85.0)).take(message(2, "undo"))

    assert undone.take(message(3, calls=86.0)).history.undone == ()


def test_another_horizon_is_a_step_of_its_own():
    on = begun().take(message(1, horizon="2016/17 Q3"))

    assert on.history.scenario.horizon == "2016/17 Q3"
    assert len(on.history.versions) == 2


def test_a_step_to_where_it_is_already_makes_no_version_and_its_number_counts():
    on = begun().take(message(1))

    assert on.number == 1
    assert len(on.history.versions) == 1


steps = st.builds(
    message,
    number=st.integers(1, 6),
    action=st.sampled_from(["move", "undo", "redo"]),
    horizon=st.sampled_from(["2016/17 Q3", "2016/17 Q4"]),
    calls=st.sampled_from([80.0, 85.0, 90.0]),
)


@given(st.lists(st.builds(lambda step, earlier: step | {"earlier": earlier}, steps, st.lists(steps, max_size=3))))
def test_the_number_never_goes_back_and_a_message_that_comes_twice_is_taken_once(sent):
    on = begun()
    for told in sent:
        after = on.take(told)
        assert after.number == max([on.number, told["number"], *(step["number"] for step in told["earlier"])])
        assert after.take(told) is after
        on = after

    assert json.loads(on.facts)["rows"][0]["value"] == 82.5


# ---- messages to the session


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it, and one that is refused."""
    return keep_calls(tmp_path, monkeypatch)


@pytest.mark.usefixtures("kept")
def test_a_message_is_news_once():
    at = session(scorecard="calls")
    told = message(calls=85.0)

    assert telling(at, told).session_state["news"]
    assert not telling(at, told).session_state["news"]
    assert values(on(at)) == {"calls": 85.0}


@pytest.mark.usefixtures("kept")
def test_a_message_about_what_was_open_before_is_not_taken_for_what_is_open_now():
    at = telling(session(scorecard="calls"), message(calls=85.0))

    asking(at, scorecard="calls", period="2016/17 Q1")
    assert not at.session_state["news"]
    assert values(on(at)) == {}

    asking(at, scorecard="calls")
    assert values(on(at)) == {"calls": 85.0}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "told",
    [None, 1, "x", [], {"name": ""}, {"name": 1}, {"name": "", **message(calls=85.0)}],
    ids=lambda told: str(told)[:20],
)
def test_a_message_that_names_no_board_is_not_taken(told):
    at = telling(session(scorecard="calls"), told)

    assert not at.session_state["news"]
    assert on(at).number == 0


@pytest.mark.usefixtures("kept")
def test_what_was_moved_on_a_scorecard_that_was_deleted_is_in_hand_under_its_title():
    name = library.keep(SCORECARD, "Calls by quarter")
    at = telling(session(scorecard=name), message(calls=85.0))
    library.delete(name)

    asking(at, scorecard=library.FIRST)

    assert at.session_state[IN_HAND].title == "Calls by quarter"


# ---- what the board has no handle for

WIDE = (
    ("calls", "amber", 2.0, "agreed"),
    ("plans", "amber", "3%"),
    ("gone", "value", 12.0),
    ("calls", "target_low", 70.0),
    ("calls", "value", 83.33),
    ("plans", "value", 84.96),
    ("plans", "target", 250.0, "a stretch"),
)


def wide(**rule):
    """A what-if with all that a scenario file may have, and a board has no handle for."""
    bare = begun()
    placed = replace(bare.scenario, rule=rule or {"green_within": 1}).with_changes(scenario(*WIDE).changes)
    return bare.put(bare.history.open(placed))


def board_of(on):
    """What the board has handles for, as it sends it back."""
    return [{"id": c.id, "field": c.field, "value": c.value} for c in on.scenario.changes if on.is_movable(c)]


def moving(on, action="move", horizon="2016/17 Q4", **values):
    """A what-if one message on, in which the board sends all that it has, and other values of some."""
    sent = [
        change | ({"value": values[change["id"]]} if change["id"] in values and change["field"] == "value" else {})
        for change in board_of(on)
    ]
    told = {"number": on.number + 1, "action": action, "horizon": horizon, "changes": sent, "earlier": []}
    return on.take(told)


def said(on):
    """The changes of a what-if, by id and field."""
    return {(change.id, change.field): (change.value, change.reason) for change in on.scenario.changes}


def test_a_move_keeps_what_the_board_has_no_handle_for():
    on = wide()
    after = moving(on, calls=90.0)

    assert said(after) == said(on) | {("calls", "value"): (90.0, "")}
    assert after.scenario.rule == {"green_within": 1}
    assert after.others == ["Calls", "Plans", "gone", "the rule"]


def test_a_figure_of_a_file_that_no_handle_can_be_brought_to_stays_as_it_is_while_others_move():
    after = moving(moving(wide(), calls=90.0), calls=91.0)

    assert said(after)["plans", "value"] == (84.96, "")
    assert said(after)["plans", "target"] == (250.0, "a stretch")


def test_a_figure_of_an_earlier_version_comes_back_as_it_was_with_undo():
    on = wide()
    after = moving(on, calls=90.0)

    undone = after.take(
        {"number": 2, "action": "undo", "horizon": "2016/17 Q4", "changes": board_of(on), "earlier": []}
    )

    assert undone.history.current == on.history.current


def test_a_figure_that_no_version_has_is_brought_to_where_a_handle_can_be():
    after = moving(wide(), plans=84.97)

    assert said(after)["plans", "value"] != (84.97, "")


def test_a_reason_stays_with_its_figure_and_goes_with_it():
    on = wide()
    kept = moving(on, calls=90.0)
    target = [change | ({"value": 84.0} if change["field"] == "target" else {}) for change in board_of(kept)]

    lost = kept.take({"number": 2, "action": "move", "horizon": "2016/17 Q4", "changes": target, "earlier": []})

    assert said(kept)["plans", "target"] == (250.0, "a stretch")
    assert said(lost)["plans", "target"] == (84.0, "")
    assert lost.last_reasons == {("calls", "amber"): "agreed", ("plans", "target"): "a stretch"}


def test_reset_takes_everything_back_and_undo_has_it_all_again():
    on = wide()
    reset = on.take(message(1, "reset"))

    assert (reset.scenario.changes, dict(reset.scenario.rule)) == ((), {})
    undone = reset.take(
        {"number": 2, "action": "undo", "horizon": "2016/17 Q4", "changes": board_of(on), "earlier": []}
    )
    assert undone.history.current == on.history.current


@pytest.mark.parametrize("changes", [(), (("gone", "value", 1.0),)], ids=["a rule", "a measure that is not here"])
def test_a_step_that_the_board_does_not_see_can_be_undone_and_done_again(changes):
    bare = begun()
    rule = {} if changes else {"amber": 1}
    on = bare.put(bare.history.open(replace(bare.scenario, rule=rule).with_changes(scenario(*changes).changes)))

    undone = on.take(message(1, "undo"))
    redone = undone.take(message(2, "redo"))
    assert not undone.is_moved
    assert redone.history.current == on.history.current

    reset = redone.take(message(3, "reset"))
    assert reset.take(message(4, "undo")).history.current == on.history.current


def tolerating(number, size, **values):
    """What the browser sends after another tolerance was set, beside the values that it has."""
    return message(number, "tolerance", **values) | {"size": size}


def test_another_tolerance_is_one_step_that_keeps_all_else_and_makes_another_board():
    moved = begun().take(message(1, calls=84.0))
    on = moved.take(tolerating(2, "2", calls=84.0))

    assert dict(on.scenario.rule) == {"amber": 2.0}
    assert values(moved) == {"calls": 84.0}
    assert on.after.figures.value[0] == 84.0
    assert on.after.ratings.tolist() == [Rating.AMBER, Rating.RED]
    assert on.name != moved.name
    assert len(on.history.versions) == len(moved.history.versions) + 1


def test_another_tolerance_is_taken_back_by_one_undo_and_had_again_by_one_redo():
    moved = begun().take(message(1, calls=84.0))
    on = moved.take(tolerating(2, "2", calls=84.0))

    undone = on.take(message(3, "undo", calls=84.0))
    redone = undone.take(message(4, "redo", calls=84.0))
    back = redone.take(message(5, "undo", calls=84.0)).take(message(6, "undo"))

    assert undone.history.current == moved.history.current
    assert undone.name == moved.name
    assert redone.history.current == on.history.current
    assert not back.is_moved


def test_undo_walks_one_tolerance_back_at_a_time():
    two = begun().take(tolerating(1, "2"))
    three = two.take(tolerating(2, "3%"))

    assert dict(three.scenario.rule) == {"amber": "3%"}
    assert three.take(message(3, "undo")).history.current == two.history.current
    assert not three.take(message(3, "undo")).take(message(4, "undo")).is_moved


def test_an_empty_tolerance_is_the_scorecards_own_again():
    on = begun().take(tolerating(1, "2", calls=84.0)).take(tolerating(2, "", calls=84.0))

    assert (dict(on.scenario.rule), values(on)) == ({}, {"calls": 84.0})


def test_the_tolerance_of_the_scorecard_leaves_its_other_settings_and_the_tolerances_of_its_own():
    on = wide().take({"number": 1, "action": "tolerance", "size": "4", "changes": board_of(wide()), "horizon": ""})

    assert dict(on.scenario.rule) == {"green_within": 1, "amber": 4.0}
    assert said(on) == said(wide())


def test_a_tolerance_that_is_sent_twice_is_one_step():
    on = begun().take(tolerating(1, "2"))

    assert on.take(tolerating(1, "2")) is on
    assert replace(on, number=0).take(tolerating(1, "2")).history == on.history


@pytest.mark.parametrize("action", ["undo", "redo", "move"])
def test_a_message_that_is_sent_again_after_a_restart_makes_no_step(action):
    moved = begun().take(message(1, calls=85.0)).take(message(2, calls=86.0))
    after = moved.take(message(3, action, calls=85.0))
    restarted = replace(after, number=0)

    again = restarted.take(message(3, action, calls=85.0))

    assert again.history == restarted.history


def test_giving_a_reason_moves_nothing_and_undo_does_not_take_it_away():
    on = begun().take(message(1, calls=80.0, field="target"))
    told = on.put(on.history.add(on.scenario.with_changes([replace(on.scenario.changes[0], reason="agreed")])))

    assert told.take(message(2, "undo", calls=80.0, field="target")).history.current == told.history.current
    assert not told.take(message(2, "undo")).is_moved


def test_another_tolerance_makes_another_board_and_a_reason_does_not():
    bare = begun()

    def named(*changes, **rule):
        return replace(bare, history=bare.history.open(scenario(*changes, **rule))).name

    assert named(("calls", "value", 90.0), ("plans", "target", 80.0), ("gone", "value", 1.0)) == bare.name
    names = [bare.name, named(("calls", "amber", 2.0)), named(("plans", "amber", 2.0)), named(amber=2)]
    assert len(set(names)) == len(names)
    assert named(("calls", "amber", 2.0)) == named(("calls", "amber", 2.0, "agreed"))


def test_the_board_is_told_the_edges_of_the_tolerances_of_the_scenario():
    rows = json.loads(wide().facts)["rows"]

    assert [row["edges"]["amberLow"] for row in rows] == [[-2.0, 1.0, 0.0], [0.0, 1.0, -0.03]]
    assert [row["rating"] for row in rows] == begun().position.ratings.tolist()


def test_a_horizon_of_a_file_is_one_that_a_step_may_be_about():
    bare = begun()
    on = bare.put(bare.history.open(scenario(("calls", "value", 90.0), horizon="2030/31")))

    moved = moving(on, horizon="2030/31", calls=91.0)
    elsewhere = moving(moved, horizon="2040/41", calls=92.0)

    assert moved.scenario.horizon == "2030/31"
    assert elsewhere.scenario.horizon in on.horizons


@given(
    scenarios(ids=("calls", "plans", "gone")),
    st.lists(st.tuples(st.sampled_from(["move", "undo", "redo"]), st.sampled_from([70.0, 85.0, 90.0])), max_size=6),
)
def test_no_move_changes_what_the_board_has_no_handle_for_or_a_figure_that_was_not_moved(made, sent):
    bare = begun()
    on = bare.put(bare.history.open(replace(made, area="North", period="2016/17 Q2", horizon="2016/17 Q4")))
    beside = {key: each for key, each in said(on).items() if not on.is_movable(Change(*key, 0.0))}
    still = {key: each for key, each in said(on).items() if key != ("calls", "value")}

    for number, (action, value) in enumerate(sent, 1):
        sent_now = [c for c in board_of(on) if (c["id"], c["field"]) != ("calls", "value")]
        sent_now.append({"id": "calls", "field": "value", "value": value})
        on = on.take({"number": number, "action": action, "horizon": "2016/17 Q4", "changes": sent_now, "earlier": []})
        assert {key: each for key, each in said(on).items() if key in beside} == beside
        assert {key: each for key, each in said(on).items() if key != ("calls", "value")} == still
        assert dict(on.scenario.rule) == dict(made.rule)
