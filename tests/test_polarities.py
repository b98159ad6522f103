import numpy as np
import pyarrow as pa
import pytest

from ragcore.cells import CellError, target
from ragcore.coded import coded
from ragcore.limits import Polarity
from ragcore.numbers import read_numbers
from ragcore.polarities import by_signs, polarity
from ragcore.problems import WARNING

HIGHER, LOWER, BAND, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND, Polarity.NONE


def signed(cells, stated=None, names=None):
    """The polarities of rows with these targets, where higher is assumed, and the problems."""
    stated = stated or [None] * len(cells)
    return by_signs(
        np.array([HIGHER if one is None else one for one in stated], dtype=np.int8),
        np.array([one is None for one in stated]),
        read_numbers(pa.array(cells), target),
        coded(names or [f"Measure {at}" for at in range(len(cells))]),
        np.arange(2, len(cells) + 2, dtype=np.int32),
    )


@pytest.mark.parametrize("header", ["Higher is better", "Bigger_is_better", "higher is better?"])
@pytest.mark.parametrize(("text", "said"), [("Yes", HIGHER), ("TRUE", HIGHER), ("no", LOWER), ("False", LOWER)])
def test_a_yes_answers_a_header_that_asks(header, text, said):
    assert polarity(text, HIGHER, header) is said


def test_a_yes_under_lower_is_better_is_lower():
    assert [polarity(text, HIGHER, "Lower is better") for text in ("yes", "no", "")] == [LOWER, HIGHER, HIGHER]


@pytest.mark.parametrize("header", ["polarity", "Good is", ""])
def test_a_yes_that_answers_nothing_is_no_polarity(header):
    with pytest.raises(CellError, match="is no polarity; write higher, lower, band or none") as caught:
        polarity("yes", HIGHER, header)

    assert caught.value.code == "E_POLARITY"


def test_a_word_for_a_polarity_counts_under_any_header():
    assert [polarity(text, HIGHER, "Higher is better") for text in ("Low", "band", "-")] == [LOWER, BAND, NONE]


@pytest.mark.parametrize("text", ["<=5", "<5", "≤5", "max 5", "Maximum 5%", "at most £5"])
def test_a_sign_for_at_most_says_that_lower_is_better(text):
    found, (problem,) = signed([text, "5"])

    assert found.tolist() == [LOWER, HIGHER]
    assert (problem.level, problem.code, problem.where) == (WARNING, "W_POLARITY_SEEN", "row 2, column target")
    assert problem.message.startswith(f"'{text}' says that lower is better, so it was taken to be;")


@pytest.mark.parametrize("text", [">=85", ">85%", "≥ 85", "min 85", "at least 85"])
def test_a_sign_for_at_least_says_no_more_than_is_assumed(text):
    found, problems = signed([text])

    assert (found.tolist(), problems) == ([HIGHER], [])


def test_a_sign_in_one_row_speaks_for_all_rows_of_its_indicator_that_state_nothing():
    found, (problem,) = signed(["5", "<=5", "5", "c"], names=["Waste", "WASTE", "Calls", "Waste"])

    assert found.tolist() == [LOWER, LOWER, HIGHER, LOWER]
    assert problem.where == "rows 2, 3 and 5, column target"


def test_a_stated_polarity_goes_before_a_sign_and_a_contradiction_is_told_with_both():
    found, problems = signed(["<=5", ">=5", "<=5", "<=5"], [HIGHER, LOWER, LOWER, BAND])

    assert found.tolist() == [HIGHER, LOWER, LOWER, BAND]
    assert sorted((problem.code, problem.where) for problem in problems) == [
        ("W_POLARITY_SIGN", "row 2, column target"),
        ("W_POLARITY_SIGN", "row 3, column target"),
    ]
    assert any(
        "'<=5' says that lower is better, and the column polarity says higher" in one.message for one in problems
    )
