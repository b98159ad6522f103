import json
import math

import numpy as np
import pytest
from drawn import decimals_typed, measures, number, position_of
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import SLACK, Polarity
from ragcore.position import Position
from ragcore.rail import rail_of
from ragcore.rating import Rating, rate
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard
from ui.board import facts

FIVE = Rule(amber=Tolerance(5.0))
LOWER, BAND, NONE = Polarity.LOWER, Polarity.BAND, Polarity.NONE
HORIZONS = ["2016/17 Q3", "2016/17 Q4"]


def one(rule=FIVE, **columns):
    """A position of one percentage with a target of 85."""
    told = {"indicator": "Calls answered", "unit": "%", "decimals": 1, "typed": 1, "target": 85.0} | columns
    return Position(Figures.of(id=["calls"], **{name: [value] for name, value in told.items()}), rule)


def loaded(position, seen=()):
    """What the browser is told of a position; it must be JSON without NaN."""
    found = [facts.ranges(position, row, np.array(seen, dtype=float)) for row in range(len(position))]
    rail = rail_of(Scorecard(position.figures, rule=position.rule), position)
    return strictly(facts.facts(position, position, found, rail, HORIZONS, "2016/17 Q4"))


def strictly(text):
    """JSON as a browser reads it: without NaN and infinities."""

    def never(constant):
        raise AssertionError(constant)

    return json.loads(text, parse_constant=never)


def row(position, seen=()):
    """What the browser is told of the one measure."""
    (only,) = loaded(position, seen)["rows"]
    return only


# ---- edges, as the browser puts targets into them


def edge(terms, target, outward):
    """One edge at a target, let out by the slack."""
    if terms is None:
        return outward * math.inf
    offset, slope, bend = terms
    along, bent = slope * target, bend * abs(target)
    return offset + along + bent + outward * SLACK * max(abs(offset), abs(along), abs(bent))


def code(told, value, low, high):
    """The rating that the browser gives to a value at its targets."""
    if value is None:
        return Rating.UNAVAILABLE
    edges = told["edges"]
    if edges is None or low is None or high is None:
        return Rating.UNRATED
    green_low, green_high = edge(edges["greenLow"], low, -1), edge(edges["greenHigh"], high, 1)
    if green_low > green_high:
        return Rating.RED
    better_low = -math.inf if edges["betterLow"] is None else edges["betterLow"]
    better_high = math.inf if edges["betterHigh"] is None else edges["betterHigh"]
    amber_low = min(max(edge(edges["amberLow"], low, -1), better_low), green_low)
    amber_high = max(min(edge(edges["amberHigh"], high, 1), better_high), green_high)
    return Rating((value >= amber_low) + (value >= green_low) + (value <= green_high) + (value <= amber_high))


@given(measures())
def test_every_measure_under_every_rule_becomes_json_without_nan(measure):
    told = row(position_of(measure))

    assert told["rating"] in set(Rating)


@given(measures(missing=False), decimals_typed(), decimals_typed())
def test_the_edges_rate_as_the_core_does_wherever_the_targets_are_moved(measure, low, high):
    position = position_of(measure)
    told = row(position)
    low, high = number(low), number(high) if told["band"] else number(low)

    limits = position.edges.at(np.array([low]), np.array([high]))
    ends = [float(end[0]) for end in limits.arrays() if math.isfinite(end[0])]
    values = [each for end in ends for each in (end, math.nextafter(end, math.inf), math.nextafter(end, -math.inf))]

    for value in [*values, low, high, number(measure.value)]:
        assert code(told, value, low, high) == rate(np.array([value]), limits)[0]


@given(measures())
def test_the_browser_begins_with_the_ratings_of_the_core(measure):
    position = position_of(measure)
    told = row(position)
    low, high = (told["target_low"], told["target_high"]) if told["band"] else (told["target"],) * 2
    value = told["value"] if told["roundTo"] is None or told["value"] is None else float(position.rated_value[0])

    assert told["rating"] == position.ratings[0] == code(told, value, low, high)


def test_what_is_never_rated_has_no_edges():
    assert row(one(value=82.5, polarity=NONE))["edges"] is None


def test_better_than_a_previous_figure_that_is_not_there_is_out_of_reach():
    edges = row(one(Rule(improved="instead"), value=82.5))["edges"]

    assert edges["betterLow"] > 1e300
    assert edges["amberLow"] is None


def test_a_rule_that_rates_what_is_shown_says_to_how_many_decimals():
    assert row(one(value=82.5))["roundTo"] is None
    assert row(one(Rule(as_shown=True), value=82.5))["roundTo"] == 1


# ---- handles


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ({"value": 82.5}, {"value", "target"}),
        ({"value": np.nan}, {"value", "target"}),
        ({"value": 82.5, "polarity": LOWER}, {"value", "target"}),
        (
            {"value": 82.5, "polarity": BAND, "target_low": 80.0, "target_high": 90.0},
            {"value", "target_low", "target_high"},
        ),
        ({"value": 82.5, "polarity": BAND, "target_low": 80.0}, {"value"}),
        ({"value": 82.5, "polarity": NONE}, {"value"}),
        ({"value": 82.5, "target": np.nan}, {"value"}),
    ],
)
def test_a_measure_has_a_handle_for_its_figure_and_for_each_of_its_targets(columns, fields):
    assert set(row(one(**columns))["range"]) == fields


def test_the_targets_of_a_band_are_two_and_the_target_of_others_is_one():
    band = row(one(value=82.5, polarity=BAND, target_low=80.0, target_high=90.0))
    higher = row(one(value=82.5))

    assert (band["band"], band["target"], band["target_low"], band["target_high"]) == (True, None, 80.0, 90.0)
    assert (higher["band"], higher["target"], higher["target_low"], higher["target_high"]) == (False, 85.0, None, None)


@pytest.mark.parametrize(
    ("columns", "start"),
    [
        pytest.param({"value": 82.5}, 82.5, id="a figure"),
        pytest.param({"value": 82.1, "numerator": 985, "denominator": 1200}, 985.0, id="its cases"),
        pytest.param({"value": 83.1, "numerator": 985, "denominator": 1200}, 83.1, id="counts that do not agree"),
        pytest.param({"value": np.nan}, None, id="no figure"),
    ],
)
def test_a_handle_starts_at_the_figure_or_at_its_cases(columns, start):
    told = row(one(**columns))

    assert told["start"] == start
    assert told["range"]["value"]["counts"] == (start == 985.0)
    assert told["denominator"] == (1200.0 if start == 985.0 else None)


@pytest.mark.parametrize(
    ("columns", "begin"),
    [
        ({}, 50.0),
        ({"previous": 70.04}, 70.0),
        ({"previous": 70.0, "forecast": 88.0}, 88.0),
        ({"unit": "days", "previous": 12.0, "target": 10.0}, 12.0),
    ],
)
def test_a_measure_without_a_figure_begins_at_its_forecast_its_previous_figure_or_midway(columns, begin):
    assert row(one(value=np.nan, **columns))["range"]["value"]["begin"] == begin


def test_each_measure_has_the_handles_that_its_own_history_makes():
    position = Position(Figures.of(id=["a", "b"], unit=["days"] * 2, value=[12.0, 12.0], target=[10.0, 10.0]), FIVE)

    found = facts.handles(position, {"b": np.array([400.0])})

    assert found == [facts.ranges(position, 0, np.zeros(0)), facts.ranges(position, 1, np.array([400.0]))]
    assert found[0]["value"].high < 400.0 <= found[1]["value"].high


def test_a_track_reaches_as_far_as_was_ever_seen():
    short, long = (row(one(value=12.0, unit="days", target=10.0), seen)["range"]["value"] for seen in ([], [400.0]))

    assert short["high"] < 400.0 <= long["high"]


@given(measures(), st.lists(st.floats(0, 1000), max_size=3))
def test_every_handle_has_a_track_with_its_figure_on_it(measure, seen):
    told = row(position_of(measure), seen)

    for name, handle in told["range"].items():
        at = told["start"] if name == "value" else told[name]
        assert handle["low"] < handle["high"]
        assert 0 < handle["step"] <= handle["arrow"]
        assert at is None or handle["low"] <= at <= handle["high"]


@pytest.mark.parametrize(("polarity", "whole"), [(Polarity.HIGHER, 1), (LOWER, -1), (BAND, 0), (NONE, 0)])
def test_a_typed_figure_is_taken_to_the_whole_case_that_still_meets_it(polarity, whole):
    assert row(one(value=82.5, polarity=polarity))["whole"] == whole


# ---- words


@pytest.mark.parametrize(
    ("columns", "nothing"),
    [({"value": 82.5}, ""), ({"value": np.nan}, "no figure"), ({"value": np.nan, "suppressed": True}, "suppressed")],
)
def test_a_measure_without_a_figure_says_why(columns, nothing):
    assert row(one(**columns))["nothing"] == nothing


@pytest.mark.parametrize(
    ("columns", "cases"),
    [
        pytest.param({"counts": "child|children"}, {"one": "child", "many": "children"}, id="the file's own words"),
        pytest.param({"counts": "staff"}, {"one": "staff", "many": "staff"}, id="one word for both"),
        pytest.param({}, {"one": "case", "many": "cases"}, id="no words"),
        pytest.param({"counts": "child|children", "numerator": 900.0}, None, id="counts that do not agree"),
    ],
)
def test_a_counted_measure_says_what_it_counts(columns, cases):
    told = {"value": 82.1, "numerator": 985.0, "denominator": 1200.0} | columns

    assert row(one(**told))["cases"] == cases


@pytest.mark.parametrize(
    ("columns", "ends"),
    [
        pytest.param({"value": 82.5}, (0.0, 100.0), id="a share"),
        pytest.param({"value": 120.0}, (None, None), id="no share of a whole"),
        pytest.param({"value": 12.0, "unit": "days"}, (None, None), id="days"),
        pytest.param({"value": 82.1, "numerator": 985.0, "denominator": 1200.0}, (0.0, 1200.0), id="cases"),
        pytest.param(
            {"value": 1.5, "unit": "number", "numerator": 3.0, "denominator": 2.0}, (0.0, None), id="cases of no whole"
        ),
    ],
)
def test_a_measure_says_how_far_its_figure_can_be(columns, ends):
    told = row(one(**columns))

    assert (told["least"], told["most"]) == ends


def test_a_short_name_is_spoken_after_the_name_in_brackets():
    told = row(one(indicator="% of CLA placed in county", short_name="In county", value=82.5))

    assert told["short"] == "In county"
    assert told["spoken"] == "% of CLA placed in county (In county)"
    assert told["about"] == ["% of CLA placed in county", "CLA: Children looked after"]


def test_a_name_that_fits_is_spoken_once():
    assert row(one(value=82.5))["spoken"] == "Calls answered"


@pytest.mark.parametrize("name", ["<b>x</b>", "**x**", '"\\', "\u2028", "a\u0000b", "\U0001f600", "\ud800"])
def test_names_are_told_as_they_are(name):
    assert row(one(indicator=name, value=82.5))["name"] == name


def test_the_board_begins_with_the_key_measures_where_there_are_any():
    without, with_key = loaded(one(value=82.5)), loaded(one(value=82.5, key=True))

    assert (without["show"], [name for name, _ in without["words"]["shows"]]) == ("all", ["all", "changed", "red"])
    assert (with_key["show"], [name for name, _ in with_key["words"]["shows"]]) == (
        "key",
        ["key", "all", "changed", "red"],
    )
    assert (with_key["horizons"], with_key["horizon"]) == (HORIZONS, "2016/17 Q4")


def test_a_scorecard_without_measures_is_told_too():
    empty = Position(Figures.of(id=[]), FIVE)

    assert loaded(empty)["rows"] == []
