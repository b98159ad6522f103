import json

import numpy as np
import pytest
from drawn_routes import pasts, positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore import routes_told
from ragcore.budget import curve_of
from ragcore.candidates import Stop, candidates_of
from ragcore.figures import Figures
from ragcore.goals import Goal
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.routes import Reach, routes_to
from ragcore.rule import Rule, Tolerance
from ragcore.sweep import sweep
from ragcore.sweep_kinds import KINDS


def test_every_reason_and_every_outcome_has_its_words():
    assert routes_told.STOPPED_BY.keys() == set(Stop)
    assert routes_told.REACHED.keys() == set(Reach)


def test_a_band_is_sought_by_its_two_targets():
    band = {"polarity": [Polarity.BAND], "target_low": [40.0], "target_high": [60.0]}
    there = Position(Figures.of(id=["a"], value=[45.0], **band), Rule(amber=Tolerance(5.0)))

    assert routes_told.of_seek(there, "a")["green"]["targets"] == {"target_low": 45.0, "target_high": 45.0}


def test_where_any_target_is_met_that_is_told_in_words():
    there = Position(Figures.of(id=["a"], value=[75.0], target=[85.0], amber_limit=[70.0]), Rule())

    assert routes_told.of_seek(there, "a")["amber"]["targets"] == {"target": "any"}


def test_what_cannot_be_reached_is_none():
    there = Position(Figures.of(id=["a"], value=[np.nan], target=[85.0]), Rule())

    assert routes_told.of_seek(there, "a")["green"] == {"value": None, "targets": {"target": None}}


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="no measure 'x'"):
        routes_told.of_seek(Position(Figures.of(id=["a"], value=[1.0]), Rule()), "x")


@given(positions(), st.data())
def test_every_answer_is_json_without_what_json_has_not(drawn, data):
    candidates = candidates_of(drawn, data.draw(pasts(len(drawn))))
    told = [
        routes_told.of_terms(candidates),
        routes_told.of_distance(candidates),
        routes_told.of_curve(drawn, curve_of(candidates), Rating.GREEN),
        *(routes_told.of_seek(drawn, one) for one in drawn.figures.id),
        *(routes_told.of_sweep(drawn, sweep(drawn, what)) for what in KINDS),
    ]
    if (drawn.ratings > Rating.UNRATED).any():
        told.append(routes_told.of_answer(routes_to(Goal(reds=0), candidates)))

    assert json.loads(json.dumps(told, allow_nan=False)) == told


@given(positions(), st.data())
def test_distances_are_told_of_all_with_the_least_effort_first(drawn, data):
    told = routes_told.of_distance(candidates_of(drawn, data.draw(pasts(len(drawn)))))
    shares = [each["green"]["share"] for each in told if each["green"]["stopped_by"] is None]

    assert {each["id"] for each in told} == set(drawn.figures.id)
    assert shares == sorted(shares)
