import numpy as np
import pytest

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.outcome import outcome
from ragcore.position import Position
from ragcore.rebase import Why
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario
from ui import outcome_sentences


def position(value, polarity=Polarity.HIGHER, **columns):
    """One measure at a time."""
    told = {"unit": ["%"], "decimals": [1]} | columns
    figures = Figures.of(id=["calls"], indicator=["Calls"], value=[value], target=[85.0], polarity=[polarity], **told)
    return Position(figures, Rule())


def told(projected, actual, polarity=Polarity.HIGHER, **columns):
    """What became of one projected value, as the table tells it."""
    was, now = position(80.0, polarity, **columns), position(actual, polarity, **columns)
    found = outcome(Scenario().plus(Change("calls", "value", projected)), was, now)
    return {name: cells[0] for name, cells in outcome_sentences.table(found, was, now).items()}


@pytest.mark.parametrize(
    ("projected", "actual", "met", "by"),
    [
        (84.0, 84.0, "met", "just met"),
        (84.0, 84.5, "met", "0&#46;5 points better"),
        (84.0, 83.0, "missed", "1&#46;0 points short"),
        (84.0, 83.99, "missed", "0&#46;01 points short"),
    ],
)
def test_met_or_missed_and_by_how_much(projected, actual, met, by):
    row = told(projected, actual)

    assert (row["Met?"], row["By"]) == (f"**{met}**", by)


def test_lower_is_better_is_told_the_other_way_round():
    assert told(10.0, 12.0, Polarity.LOWER)["By"] == "2&#46;0 points short"
    assert told(10.0, 9.0, Polarity.LOWER)["Met?"] == "**met**"


def test_where_no_direction_is_better_it_cannot_be_said():
    row = told(10.0, 12.0, Polarity.NONE)

    assert (row["Met?"], row["By"]) == ("**cannot be said**", "")


@pytest.mark.parametrize(
    ("numerator", "by"),
    [
        (168, "just met"),
        (169, "0&#46;5 points better&#44; 1 child more than that takes"),
        (166, "1&#46;0 points short&#44; 2 children fewer than that takes"),
    ],
)
def test_cases_stand_beside_points_where_there_are_counts(numerator, by):
    counted = {"denominator": [200.0], "counts": ["child|children"], "typed": [1]}
    was = position(80.0, numerator=[160.0], **counted)
    now = position(numerator / 2, numerator=[float(numerator)], **counted)
    found = outcome(Scenario().plus(Change("calls", "value", 84.0)), was, now)

    assert outcome_sentences.table(found, was, now)["By"] == [by]


def test_names_and_figures_are_shown_as_typed():
    row = told(84.0, 84.0, short_name=["**bold**"])

    assert row["Measure"] == "&#42;&#42;bold&#42;&#42;"
    assert (row["Projected"], row["What happened"]) == ("84&#46;0&#37;", "84&#46;0&#37;")


def test_no_projected_value_makes_an_empty_table():
    was = position(80.0)

    table = outcome_sentences.table(outcome(Scenario(), was, was), was, was)

    assert not any(table.values())


@pytest.mark.parametrize("why", Why)
def test_every_reason_to_leave_a_change_behind_has_its_sentence(why):
    assert outcome_sentences.WHY[why].endswith(".")


@pytest.mark.parametrize(
    ("horizon", "period", "told"),
    [
        (
            "2016/17 Q4",
            "2016/17 Q3",
            "There are no figures for 2016/17 Q4 here; it is set beside those for 2016/17 Q3.",
        ),
        ("2016/17 Q4", "", "There are no figures for 2016/17 Q4 here; it is set beside those that are open."),
        ("", "2016/17 Q3", "The scenario does not say for when it projects; it is set beside those for 2016/17 Q3."),
    ],
)
def test_where_there_are_no_figures_for_the_time_that_is_told(horizon, period, told):
    assert outcome_sentences.no_figures_yet(horizon, period) == told


def test_a_figure_that_nobody_has_is_no_figure():
    assert outcome_sentences._figure(position(np.nan), 0, np.nan) == "no figure"
