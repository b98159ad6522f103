import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.cells import CellError, number
from ragcore.numbers import decimals_of, read_numbers
from ragcore.rounding import MOST_DECIMALS, decimals_typed

CELLS = st.sampled_from(
    ["", "82.5", "-3", "85%", "1,234", "c", "n/a", "soon", "-0", "0.10", "12345678901234567", ".5", "5."]
)


def one_by_one(texts):
    """What the cells are when each is read by itself."""
    read = []
    for text in texts:
        try:
            read.append(number(text))
        except CellError:
            read.append(None)
    return read


@given(st.lists(CELLS, max_size=30))
def test_a_column_is_read_as_its_cells_are_one_by_one(texts):
    numbers = read_numbers(pa.array(texts, pa.string()), number)

    expected = one_by_one(texts)
    assert [math.nan if one is None else one.value for one in expected] == pytest.approx(
        numbers.value, nan_ok=True, abs=0
    )
    assert [0 if one is None else one.decimals for one in expected] == numbers.decimals.tolist()
    suppressed = numbers.of_others(lambda read: read.suppressed)
    assert [bool(one and one.suppressed) for one in expected] == suppressed.tolist()


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_a_dictionary_of_texts_is_read_as_the_texts(texts):
    plain, by_dictionary = (
        read_numbers(cells, number) for cells in (pa.array(texts), pa.array(texts).dictionary_encode())
    )

    np.testing.assert_array_equal(plain.value, by_dictionary.value)
    np.testing.assert_array_equal(plain.decimals, by_dictionary.decimals)
    assert plain.others == by_dictionary.others or [text for text, _ in plain.others] == [
        text for text, _ in by_dictionary.others
    ]


def test_a_cell_that_is_no_number_is_kept_with_what_is_wrong_with_it():
    numbers = read_numbers(pa.array(["1", "soon", "soon"]), number)

    ((text, fault),) = numbers.others
    assert text == "soon"
    assert isinstance(fault, CellError)
    assert numbers.special.tolist() == [-1, 0, 0]


def test_a_minus_zero_is_a_zero():
    assert str(read_numbers(pa.array(["-0", "-0.0"]), number).value.tolist()) == "[0.0, 0.0]"
    assert str(read_numbers(pa.array([-0.0]), number).value.tolist()) == "[0.0]"


def test_doubles_are_taken_as_they_are_and_null_and_nan_are_missing():
    numbers = read_numbers(pa.array([82.5, None, float("nan")]), number)

    assert numbers.value.tolist() == pytest.approx([82.5, math.nan, math.nan], nan_ok=True)
    assert numbers.decimals.tolist() == [1, 0, 0]


@pytest.mark.parametrize("beyond", [float("inf"), float("-inf"), 1e300])
def test_a_double_that_no_figure_can_be_is_a_fault_that_names_it(beyond):
    numbers = read_numbers(pa.array([1.0, beyond]), number)

    text, fault = numbers.others[numbers.special[1]]
    assert isinstance(fault, CellError)
    assert text == repr(beyond)
    assert math.isnan(numbers.value[1])


def test_a_column_of_nothing_is_nothing():
    assert read_numbers(pa.array([], pa.string()), number).value.tolist() == []
    assert read_numbers(pa.array([], pa.float64()), number).value.tolist() == []


@given(st.integers(-(10**9), 10**9), st.integers(0, MOST_DECIMALS))
def test_a_double_has_the_decimals_that_it_is_written_with(whole, decimals):
    value = round(whole / 10**decimals, decimals)

    (found,) = decimals_of(np.array([value]))

    assert found <= decimals
    assert found == decimals_typed(f"{value:.{decimals}f}".rstrip("0")) or abs(value) > 1e6


@pytest.mark.parametrize("noise", [0.1 + 0.2, 84.99999999999999, 1e15, -(2.0**53), 0.0])
def test_noise_of_sums_is_no_decimal(noise):
    assert decimals_of(np.array([noise]))[0] <= 1
