import numpy as np
import pyarrow as pa
import pytest

from ragcore import scales
from ragcore.cells import target
from ragcore.coded import coded
from ragcore.figures import Figures
from ragcore.numbers import read_numbers
from ragcore.problems import WARNING


def found(check, **columns):
    """The problems that a check finds in a few rows, from row 2 on."""
    count = len(next(iter(columns.values())))
    names = ["Calls", "Waste", "Homes"][:count]
    figures = Figures.of(**{"id": names, "indicator": names, **columns})
    return check(figures, np.arange(2, count + 2, dtype=np.int32))


@pytest.mark.parametrize(("value", "target"), [(0.85, 85.0), (85.0, 0.9), (0.6, 85.0)])
def test_a_share_of_one_beside_a_percentage_is_told(value, target):
    (problem,) = found(scales.scales_are_alike, value=[value], target=[target], unit=["%"])

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_SCALE", "row 2, column value")
    assert f"{value:.10g} beside {target:.10g}" in problem.message


@pytest.mark.parametrize(
    ("value", "target", "unit"),
    [(85.0, 90.0, "%"), (0.85, 0.9, "%"), (0.02, 2.0, "%"), (0.85, 85.0, "days"), (1.0, 85.0, "%")],
)
def test_figures_that_may_well_stand_beside_each_other_are_not_told(value, target, unit):
    assert found(scales.scales_are_alike, value=[value], target=[target], unit=[unit]) == []


def test_the_previous_value_may_be_on_another_scale_too():
    (problem,) = found(scales.scales_are_alike, value=[85.0], previous=[0.83], unit=[""])

    assert "85 beside 0.83" in problem.message


@pytest.mark.parametrize("column", ["target_low", "target_high", "amber_limit", "forecast", "previous", "benchmark"])
def test_whatever_stands_beside_a_value_is_on_its_scale(column):
    (problem,) = found(scales.scales_are_alike, value=[0.85], unit=["%"], **{column: [82.0]})

    assert "0.85 beside 82" in problem.message


def test_one_share_of_1_among_the_percentages_of_an_indicator_is_told():
    values = {"id": ["calls"] * 3, "value": [85.0, 0.86, 87.0]}

    (problem,) = found(scales.scales_are_alike, unit=["%"] * 3, **values)

    assert (problem.code, problem.where) == ("W_SCALE", "row 3, column value")
    assert "0.86 beside 85" in problem.message
    assert found(scales.scales_are_alike, unit=[""] * 3, **values) == []


@pytest.mark.parametrize("values", [[85.0, 0.86, 3.0], [85.0, 0.1, 87.0], [85.0, 0.0, 1.0], [0.5, 0.6, 0.7]])
def test_small_percentages_of_an_indicator_are_not_told(values):
    assert found(scales.scales_are_alike, id=["calls"] * 3, value=values, unit=["%"] * 3) == []


def read(**columns):
    """Columns of cells as they are read."""
    return {name: read_numbers(pa.array(cells), target) for name, cells in columns.items()}


@pytest.mark.parametrize(("value", "other"), [("5%", "0.1"), ("0.05", "10%"), ("5%", "-0.1")])
@pytest.mark.parametrize("column", scales.OTHERS)
def test_a_sign_for_per_cent_on_one_side_only_is_told_where_the_other_is_below_1(column, value, other):
    figures = read(value=[value], **{column: [other]})

    (problem,) = scales.signs_are_alike(figures, coded(["Calls"]), np.array([2]))

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_SCALE", f"row 2, column {column}")
    assert f"only one of value and {column} has the sign for per cent" in problem.message


@pytest.mark.parametrize(("value", "other"), [("5%", "10"), ("0.5%", "0.1%"), ("0.5", "0.1"), ("5%", ""), ("5%", "0")])
def test_signs_that_leave_no_doubt_are_not_told(value, other):
    assert scales.signs_are_alike(read(value=[value], target=[other]), coded(["Calls"]), np.array([2])) == []


def test_what_was_taken_for_a_small_percentage_is_told_with_both_ways_to_write_it():
    (problem,) = scales.signs_are_alike(read(value=["5%"], target=["0.1"]), coded(["Calls"]), np.array([2]))

    assert problem.message.endswith("so 0.1 was taken for 0.1%; write it so, or 10%.")


def test_percentages_that_all_lie_between_0_and_1_are_told_once():
    figures = read(value=["0.82", "0.9", "31"], target=["0.85", "1", "30"])

    (problem,) = scales.not_all_shares(figures, coded(["%", "%", "days"]), np.array([2, 3, 4]))

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_SCALE", "rows 2 and 3, column value")
    assert "write 85 or 85% and not 0.85" in problem.message


@pytest.mark.parametrize(
    ("value", "target", "unit"),
    [
        (["0.82", "0.9"], ["0.85", "2"], "%"),
        (["0.82", "0.9%"], ["0.85", "1"], "%"),
        (["0.82", ""], ["", ""], "%"),
        (["0", "1"], ["1", "1"], "%"),
        (["0.82", "0.9"], ["0.85", "0.9"], "days"),
        (["0.82", "0.9"], ["0.85", "0.9"], ""),
        (["0.82", "-0.9"], ["0.85", "0.9"], "%"),
    ],
)
def test_percentages_that_may_be_small_ones_are_not_told(value, target, unit):
    assert scales.not_all_shares(read(value=value, target=target), coded([unit] * 2), np.array([2, 3])) == []
