import numpy as np
import pyarrow as pa
import pytest

from ragcore.beside import in_stated_unit, units_of, unlike_units
from ragcore.cells import target
from ragcore.coded import coded
from ragcore.numbers import read_numbers
from ragcore.problems import WARNING


def read(*cells):
    """A column of cells as it is read."""
    return read_numbers(pa.array(cells), target)


def rows(count):
    return np.arange(2, count + 2, dtype=np.int32)


def test_a_unit_beside_a_figure_is_that_of_all_rows_of_its_indicator():
    units = units_of(coded(["Calls", "CALLS", "Waste"]), coded([""] * 3), [read("85%", "n/a", "3"), read("1", "2", "")])

    assert units.as_texts().tolist() == ["%", "%", ""]


def test_a_stated_unit_goes_before_one_in_a_cell_and_the_value_before_its_target():
    units = units_of(coded(["Calls", "Waste"]), coded(["Pounds", ""]), [read("5 days", "3 days"), read("1", "2%")])

    assert units.as_texts().tolist() == ["£", "days"]


def test_many_different_units_are_each_that_of_their_own_indicator():
    count = 3000
    names, cells = zip(*((f"m{at}", f"5 per {at + 1}") for at in range(count)), strict=True)

    units = units_of(coded(names), coded([""] * count), [read(*cells)])

    assert units.as_texts().tolist() == [f"per {at + 1}" for at in range(count)]


@pytest.mark.parametrize(
    ("cell", "unit", "value", "decimals"),
    [("1.2m", "£m", 1.2, 1), ("£1.25m", "£ millions", 1.25, 2), ("900k", "£m", 0.9, 1), ("3k", "thousands", 3.0, 0)],
)
def test_a_word_for_millions_is_not_applied_twice(cell, unit, value, decimals):
    numbers, (problem,) = in_stated_unit(read(cell), coded([unit]), rows(1), "value")

    assert (numbers.value.tolist(), numbers.decimals.tolist()) == ([value], [decimals])
    assert (problem.level, problem.code, problem.where) == (WARNING, "W_UNIT", "row 2, column value")
    assert f"'{cell}' was read as {value:.10g}, because the unit '{unit}' says" in problem.message


@pytest.mark.parametrize(("cell", "unit"), [("1.2m", "£"), ("1.2", "£m"), ("1.2m", "per million"), ("c", "£m")])
def test_a_figure_that_is_in_its_unit_already_is_left_alone(cell, unit):
    numbers = read(cell)

    assert in_stated_unit(numbers, coded([unit]), rows(1), "value") == (numbers, [])


@pytest.mark.parametrize(
    ("cell", "unit"), [("90%", "days"), ("£5.4", "%"), ("31 days", "weeks"), ("90%", "Number"), ("5%", "£m")]
)
def test_a_cell_in_another_unit_than_the_table_states_is_told_with_both(cell, unit):
    (problem,) = unlike_units({"value": read(cell)}, coded([unit]), rows(1))

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_UNIT", "row 2, column value")
    assert problem.message.startswith(f"'{cell}' does not go with the unit '{unit}'")


def test_a_target_in_another_unit_than_its_value_is_told_with_both():
    figures = {"value": read("£90", "£90", "31"), "target": read("85 days", "80", "85%")}

    (problem,) = unlike_units(figures, coded([""] * 3), rows(3))

    assert problem.where == "row 2, column target"
    assert problem.message.startswith("'85 days' does not go with '£90'")


def test_the_same_two_units_in_many_rows_are_one_problem():
    (problem,) = unlike_units({"value": read("90%", "80%")}, coded(["days"] * 2), rows(2))

    assert problem.where == "rows 2 and 3, column value"


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("90%", "% of calls"), ("5%", "percentage points"), ("31 days", "Working days"), ("31 days", "Number"),
        ("£5", "GBP"), ("90%", "Rate"), ("90%", ""), ("90", "days"), ("5 mins", "Minutes"), ("soon", "%"),
    ],
)  # fmt: skip
def test_units_that_may_well_be_one_are_not_told(cell, unit):
    assert unlike_units({"value": read(cell)}, coded([unit]), rows(1)) == []
