import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.about import About
from ragcore.figures import Figures
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard


def scorecard(**columns):
    """A scorecard of a few rows; each column a list."""
    return Scorecard(Figures.of(**columns))


QUARTERS = scorecard(
    id=["calls", "waste", "calls", "calls"],
    area=["North", "North", "North", "South"],
    period=["2016/17 Q2", "2016/17 Q1", "2016/17 Q1", "2016/17 Q1"],
    value=[82.0, 44.0, 80.0, 70.0],
)


def where(position):
    """What each row of a position is about."""
    figures = position.figures
    return list(zip(figures.id, figures.area, figures.period, strict=True))


def test_areas_are_in_the_order_of_the_file_and_periods_in_time():
    assert QUARTERS.areas == ["North", "South"]
    assert QUARTERS.periods == ["2016/17 Q1", "2016/17 Q2"]


def test_a_file_that_names_no_area_and_no_period_has_one_without_a_name():
    some = scorecard(id=["calls"])

    assert (some.areas, some.periods) == ([""], [""])


def test_a_position_is_every_area_and_each_indicators_latest_by_indicator_and_then_area():
    assert where(QUARTERS.position()) == [
        ("calls", "North", "2016/17 Q2"),
        ("calls", "South", "2016/17 Q1"),
        ("waste", "North", "2016/17 Q1"),
    ]


def test_a_position_at_one_area_and_period_has_the_rows_of_both_only():
    position = QUARTERS.position("North", "2016/17 Q1")

    assert where(position) == [("calls", "North", "2016/17 Q1"), ("waste", "North", "2016/17 Q1")]


@pytest.mark.parametrize(("area", "period"), [("West", None), (None, "2020/21"), ("South", "2016/17 Q2"), ("", None)])
def test_a_position_where_there_is_nothing_is_empty(area, period):
    position = QUARTERS.position(area, period)

    assert len(position) == 0
    assert sum(position.counts.values()) == 0


def test_a_scorecard_without_rows_has_an_empty_position():
    assert len(scorecard(id=[]).position()) == 0


def test_the_latest_row_counts_even_where_it_has_no_value():
    some = scorecard(
        id=["calls", "calls"], period=["2016/17 Q2", "2016/17 Q1"], value=[np.nan, 80.0], target=[85.0] * 2
    )

    assert np.isnan(some.position().figures.value).all()


def test_a_period_is_the_same_however_it_is_spelt():
    some = scorecard(id=["calls", "waste"], period=["Q2 2016-17", "2016/17 Q2"], value=[82.0, 44.0])

    assert some.periods == ["Q2 2016-17"]
    assert some.period_named("quarter 2 2016/2017") == "Q2 2016-17"
    assert len(some.position(period="2016/17 Q2")) == len(some.position(period="Q2 2016-17")) == 2


def test_a_period_in_no_known_spelling_is_the_same_as_itself_only():
    some = scorecard(id=["calls"], period=["last winter"])

    assert some.period_named("last winter") == "last winter"
    assert some.period_named("last Winter") is None


@pytest.mark.parametrize(
    ("columns", "previous"),
    [
        ({"period": ["2016/17 Q1", "2016/17 Q2"], "value": [80.0, 82.0]}, 80.0),
        ({"period": ["2016/17 Q2", "2016/17 Q1"], "value": [82.0, 80.0]}, np.nan),
        ({"period": ["2016/17 Q1", "2016/17 Q2"], "value": [np.nan, 82.0]}, np.nan),
        ({"period": ["2015/16", "2016/17 Q2"], "value": [80.0, 82.0]}, np.nan),
        ({"period": ["2016/17 Q1", "2016/17 Q2"], "value": [80.0, 82.0], "area": ["North", "South"]}, np.nan),
        ({"period": ["2016/17 Q1", "2016/17 Q2"], "value": [80.0, 82.0], "measured": ["at date", "in period"]}, np.nan),
        ({"period": ["2016/17 Q1", "2016/17 Q2"], "value": [80.0, 82.0], "previous": [np.nan, 79.5]}, 79.5),
    ],
    ids=["before", "after", "no value", "another kind", "another area", "measured otherwise", "stated"],
)
def test_the_previous_value_is_as_stated_or_from_the_last_row_of_the_same_kind(columns, previous):
    some = scorecard(id=["calls", "calls"], **columns)

    found = some.position(period=columns["period"][1]).figures.previous[-1]

    assert found == previous or np.isnan([found, previous]).all()


def test_a_period_without_a_value_is_passed_over_for_the_previous_one():
    some = scorecard(id=["calls"] * 3, period=["2016/17 Q1", "2016/17 Q2", "2016/17 Q3"], value=[80.0, np.nan, 82.0])

    assert some.position().figures.previous.tolist() == [80.0]


def test_a_series_is_one_indicator_in_one_area_and_one_kind_of_period_in_time():
    some = scorecard(
        id=["calls", "calls", "calls", "waste"],
        period=["2016/17 Q2", "2016/17 Q1", "2015/16", "2016/17 Q1"],
        value=[82.0, 80.0, 79.0, 44.0],
    )

    series = some.series("calls", "", "quarter")

    assert series.figures.period.tolist() == ["2016/17 Q1", "2016/17 Q2"]
    assert series.figures.previous.tolist()[1] == 80.0
    assert len(some.series("gone", "", "quarter")) == 0


def test_a_series_has_its_periods_in_the_spelling_of_the_scorecard():
    some = scorecard(
        id=["calls", "calls", "waste", "waste"],
        period=["2016/17 Q1", "2016/17 Q2", "Q1 2016-17", "Quarter 2 2016-17"],
        value=[80.0, 82.0, 44.0, 45.0],
    )

    assert some.series("waste", "", "quarter").figures.period.tolist() == some.periods


def test_the_earlier_targets_are_those_of_the_period_before_in_the_rows_of_the_position():
    some = scorecard(
        id=["waste", "calls", "calls", "calls", "calls"],
        area=["", "", "", "", "South"],
        period=["2016/17 Q3", "2016/17 Q3", "2016/17 Q1", "2016/17 Q2", "2016/17 Q2"],
        target=[40.0, 90.0, 80.0, 85.0, 70.0],
    )

    assert np.array_equal(some.earlier_targets("")["target"], [np.nan, 85.0], equal_nan=True)
    assert np.array_equal(some.earlier_targets("", "2016/17 Q2")["target"], [80.0])
    assert np.array_equal(some.earlier_targets()["target"], [np.nan, 85.0, np.nan], equal_nan=True)
    assert where(some.position()) == [
        ("waste", "", "2016/17 Q3"), ("calls", "", "2016/17 Q3"), ("calls", "South", "2016/17 Q2"),
    ]  # fmt: skip


def test_an_earlier_target_is_the_last_that_there_was_with_a_value_or_without():
    some = scorecard(
        id=["calls"] * 3, period=["2016/17 Q3", "2016/17 Q2", "2016/17 Q1"], target=[90.0, np.nan, 80.0],
        value=[82.0, 81.0, np.nan],
    )  # fmt: skip

    assert some.earlier_targets()["target"].tolist() == [80.0]


@pytest.mark.parametrize(
    "other", [{"period": ["2016/17", "2016/17 Q1"]}, {"measured": ["in period", "at date"]}, {"area": ["", "South"]}]
)
def test_an_earlier_target_is_never_of_another_kind_of_period_measured_otherwise_or_of_another_area(other):
    told = {"id": ["calls"] * 2, "period": ["2016/17 Q2", "2016/17 Q1"], "target": [90.0, 80.0]} | other

    assert np.isnan(scorecard(**told).earlier_targets()["target"][0])


def test_both_earlier_targets_of_a_band_are_found():
    some = scorecard(
        id=["beds"] * 2, period=["2016/17 Q2", "2016/17 Q1"], target_low=[85.0, 80.0], target_high=[92.0, 90.0]
    )

    found = some.earlier_targets()

    assert (found["target_low"].tolist(), found["target_high"].tolist()) == ([80.0], [90.0])


def test_a_scorecard_without_rows_has_no_earlier_targets():
    assert scorecard(id=[]).earlier_targets()["target"].tolist() == []


def test_the_hash_is_a_sha_256_of_figures_and_rule_and_not_of_what_is_said_about_them():
    figures = Figures.of(id=["calls"], value=[82.0])

    assert re.fullmatch("[0-9a-f]{64}", Scorecard(figures).hash)
    assert Scorecard(figures).hash == Scorecard(figures, About(title="Report")).hash
    assert Scorecard(figures).hash != Scorecard(figures, rule=Rule(amber=Tolerance(5.0))).hash


def test_the_hash_does_not_depend_on_columns_that_hold_nothing():
    plain = scorecard(id=["calls", "waste"], value=[82.0, 44.0])
    wide = scorecard(id=["calls", "waste"], value=[82.0, 44.0], owner=["", ""], forecast=[np.nan, np.nan])
    unbenchmarked = scorecard(
        id=["calls", "waste"], value=[82.0, 44.0], benchmark=[np.nan, np.nan], benchmark_name=["", ""]
    )

    assert plain.hash == wide.hash == unbenchmarked.hash
    assert plain.hash != scorecard(id=["calls", "waste"], value=[82.0, 44.0], owner=["", "Ann"]).hash


rows = st.lists(
    st.tuples(
        st.sampled_from(["calls", "waste"]), st.sampled_from(["", "North"]), st.floats(-100, 100) | st.just(np.nan)
    ),
    max_size=6,
)


@given(rows, st.randoms(use_true_random=False))
def test_the_hash_does_not_depend_on_the_order_of_the_rows(told, random):
    shuffled = random.sample(told, len(told))

    hashes = {
        scorecard(id=[row[0] for row in each], area=[row[1] for row in each], value=[row[2] for row in each]).hash
        for each in (told, shuffled)
    }

    assert len(hashes) == 1


@given(rows, st.integers(0, 5), st.sampled_from([1e-9, 1.0, -3.0]))
def test_the_hash_changes_with_any_figure(told, at, step):
    if at >= len(told) or np.isnan(told[at][2]):
        return
    values = [row[2] for row in told]
    changed = [value + step if place == at else value for place, value in enumerate(values)]

    before, after = (scorecard(id=[str(n) for n in range(len(told))], value=each) for each in (values, changed))

    assert before.hash != after.hash


def test_the_hash_of_one_scorecard_is_the_same_for_ever():
    some = scorecard(id=["calls"], indicator=["Calls"], period=["2016/17"], value=[82.5], target=[85.0])

    assert some.hash == "7ed5334fba22e385f310ebdcb5f79a79b2948f76635aed3ad5aca4281627f397"


def test_what_is_measured_in_another_way_is_not_of_the_same_history():
    some = scorecard(
        id=["calls", "calls", "calls"],
        period=["2014/15", "2015/16", "2016/17"],
        value=[70.0, 80.0, 82.0],
        measured=["at date", "in period", "in period"],
    )

    assert some.histories("")["calls"].tolist() == [80.0, 82.0]
    assert some.series("calls", "", "financial year", "in period").figures.value.tolist() == [80.0, 82.0]
    assert some.series("calls", "", "financial year", "at date").figures.value.tolist() == [70.0]
