import numpy as np
from test_facts import strictly

from ragcore.figures import Figures
from ragcore.history import History
from ragcore.position import Position
from ragcore.rail import rail_of
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario
from ragcore.scorecard import Scorecard
from ui.board import facts
from ui.board.answer import MOST_STEPS, answer, trail
from ui.board.what_if import WhatIf

FIVE = Rule(amber=Tolerance(5.0))
BEFORE = Position(
    Figures.of(
        id=["calls", "plans", "new"],
        indicator=["Calls", "Plans", "New"],
        unit=["%"] * 3,
        value=[82.5, 82.1, np.nan],
        typed=[1, 1, 0],
        decimals=[1, 1, 1],
        numerator=[np.nan, 985, np.nan],
        denominator=[np.nan, 1200, np.nan],
        target=[85.0] * 3,
    ),
    FIVE,
)


def on(history, number=7, fault=""):
    """A what-if on these figures."""
    ranges = [facts.ranges(BEFORE, row, np.zeros(0)) for row in range(len(BEFORE))]
    rail = rail_of(Scorecard(BEFORE.figures, rule=BEFORE.rule), BEFORE)
    return WhatIf("place", history, number, BEFORE, ranges, rail, ["2016/17 Q4"], fault=fault)


def made(*changes, horizon="2016/17 Q4", **settings):
    """The history of one step."""
    history = History.begin("hash", Scenario(horizon=horizon))
    scenario = Scenario(horizon=horizon, rule=settings).with_changes(changes)
    return history.add(scenario)


def answered(*changes, horizon="2016/17 Q4", kept="", **settings):
    """What the browser is answered after some changes."""
    return strictly(answer(on(made(*changes, horizon=horizon, **settings)), kept))


def moved(*values):
    """The history of some values of one measure."""
    history = made()
    for value in values:
        history = history.add(history.scenario.plus(Change("calls", "value", value)))
    return history


def test_an_answer_echoes_the_number_and_the_changes_as_they_were_taken():
    told = answered(Change("calls", "value", 90.0))

    assert told["number"] == 7
    assert told["changes"] == [{"id": "calls", "field": "value", "value": 90.0}]
    assert told["horizon"] == "2016/17 Q4"


def test_an_answer_has_a_rating_and_a_way_for_each_measure_that_is_changed():
    told = answered(Change("calls", "value", 90.0), Change("calls", "target", 91.0), Change("plans", "target", 80.0))

    assert told["rows"] == {
        "calls": {"rating": Rating.AMBER, "way": "To green: 1.0 points"},
        "plans": {"rating": Rating.GREEN, "way": "Green now"},
    }


def test_an_answer_says_what_flipped():
    told = answered(Change("calls", "value", 90.0), Change("new", "value", 80.0))

    assert told["sentence"] == (
        "Changing two projected values turns one measure from amber to green and one from unavailable to amber: "
        "1 green, 2 amber, 0 red, 0 unavailable; 3 measures now have a RAG."
    )
    assert told["flips"] == ["Calls: amber to green", "New: unavailable to amber"]


def test_without_changes_an_answer_is_empty():
    told = answered(horizon=None)

    assert told == {
        "number": 7,
        "changes": [],
        "horizon": "",
        "rows": {},
        "sentence": "No changes yet.",
        "sum": [],
        "flips": [],
        "won": "",
        "kept": "",
        "others": 0,
        "fault": "",
    }


def test_what_the_board_has_no_handle_for_is_told_and_not_echoed():
    told = answered(
        Change("gone", "value", 90.0), Change("calls", "amber", "2%"), Change("plans", "target", 80), amber="9"
    )

    assert told["changes"] == [{"id": "plans", "field": "target", "value": 80}]
    assert told["others"] == 3
    assert told["kept"] == (
        "It also changes what has no slider here: gone, Calls, the rule. Reset all takes that back too."
    )


def test_another_rule_alone_is_told_with_what_it_turns():
    told = answered(amber=1)

    assert told["sentence"] == (
        "A tolerance of 1 point for the whole scorecard turns two measures from amber to red: 0 green, 0 amber, 2 red."
    )
    assert told["flips"] == ["Calls: amber to red", "Plans: amber to red"]
    assert (told["rows"], told["others"]) == ({}, 1)


def test_a_rule_that_turns_nothing_says_so():
    told = answered(amber=4)

    assert (told["sum"], told["flips"]) == ([], [])
    assert told["sentence"] == (
        "A tolerance of 4 points for the whole scorecard changes no rating: 0 green, 2 amber, 0 red."
    )
    assert told["kept"] == "It also changes what has no slider here: the rule. Reset all takes that back too."


def test_an_answer_has_the_sums_behind_the_sentence():
    told = answered(Change("plans", "target", 90.0))

    assert told["sentence"].endswith("35 more cases would win it back, and 95 would turn it green.")
    assert told["sum"] == [
        "As it stands: 82.1% is 2.9 points short of the target of 85%; within the tolerance of 5 points: amber.",
        "Scenario: 82.1% is 7.9 points short of the target of 90%; beyond the tolerance of 5 points: red.",
        "To amber: 85% of 1,200 is 1,020; 1,020 - 985 = 35.",
        "To green: 90% of 1,200 is 1,080; 1,080 - 985 = 95.",
    ]


def test_a_green_that_a_moved_target_won_is_marked():
    assert answered(Change("calls", "target", 80.0))["won"] == "1 green by a moved target"
    assert answered(Change("calls", "value", 90.0))["won"] == ""


def test_where_it_is_kept_or_why_it_is_not_stands_beside_it():
    told = strictly(answer(on(moved(86.0), fault="The disk is full."), "Saved as Winter plan."))

    assert (told["kept"], told["fault"]) == ("Saved as Winter plan.", "The disk is full.")


def test_a_trail_has_the_number_of_the_last_step_those_behind_oldest_first_and_those_undone_nearest_last():
    told = strictly(trail(on(moved(86.0, 87.0, 88.0, 89.0).undo().undo())))

    assert told["number"] == 7
    assert [[change["value"] for change in step["changes"]] for step in told["past"]] == [[], [86.0]]
    assert [[change["value"] for change in step["changes"]] for step in told["future"]] == [[89.0], [88.0]]


def test_a_long_trail_is_given_as_far_as_its_latest_steps():
    past = strictly(trail(on(moved(*map(float, range(MOST_STEPS + 5))))))["past"]

    assert len(past) == MOST_STEPS
    assert past[-1]["changes"][0]["value"] == MOST_STEPS + 3
