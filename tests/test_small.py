import numpy as np
import pytest

from ragcore.coded import coded
from ragcore.small import SMALL, without_small

NAN = np.nan


def columns(**given):
    """Columns of one row for each entry, as the reader has them at this point."""
    count = len(next(iter(given.values())))
    base = {"unit": ["%"] * count, "suppressed": [False] * count, "decimals": [1] * count, "typed": [1] * count}
    found = {name: np.array(values) for name, values in {**base, **given}.items() if name != "unit"}
    return {**found, "unit": coded({**base, **given}["unit"])}, np.arange(2, count + 2, dtype=np.int32)


@pytest.mark.parametrize(
    ("count", "hidden"), [(0.0, False), (1.0, True), (SMALL, True), (SMALL + 1.0, False), (NAN, False)]
)
def test_numerators_of_one_to_five_are_hidden(count, hidden):
    found, rows = columns(value=[3.4090909], numerator=[count], denominator=[88.0])

    changed, problems = without_small(found, rows)

    assert bool(changed) is hidden
    assert [problem.code for problem in problems] == ["N_SMALL_HIDDEN"] * hidden


def test_a_hidden_count_cannot_be_worked_out_from_the_digits_of_its_value():
    found, rows = columns(value=[3.4090909], numerator=[3.0], denominator=[88.0])

    changed, _ = without_small(found, rows)

    assert changed["value"].tolist() == [3.4]
    assert np.isnan(changed["numerator"]).all()
    assert np.isnan(changed["denominator"]).all()


@pytest.mark.parametrize(("value", "hidden"), [(3.0, True), (0.0, False), (6.0, False), (NAN, False)])
def test_a_value_that_is_a_count_itself_is_hidden_too(value, hidden):
    found, rows = columns(value=[value], unit=["Number"], previous=[4.0], forecast=[60.0])

    changed, problems = without_small(found, rows)

    assert bool(changed["suppressed"][0]) is hidden
    assert bool(np.isnan(changed["value"][0])) is bool(hidden or np.isnan(value))
    assert np.isnan(changed["previous"]).all()
    assert changed["forecast"].tolist() == [60.0]
    assert [problem.code for problem in problems] == ["N_SMALL_HIDDEN"]


def test_a_value_that_is_its_numerator_is_hidden_with_it():
    found, rows = columns(value=[4.0], numerator=[4.0], unit=[""])

    changed, _ = without_small(found, rows)

    assert np.isnan(changed["value"]).all()
    assert changed["suppressed"].all()


def test_days_are_no_count():
    found, rows = columns(value=[3.0], unit=["days"])

    assert without_small(found, rows) == ({}, [])


def test_that_other_rows_may_tell_a_hidden_count_is_said():
    found, rows = columns(value=[3.4], numerator=[3.0], denominator=[88.0])

    assert "look before you share it" in without_small(found, rows)[1][0].message
