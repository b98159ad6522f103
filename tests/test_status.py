import json

import numpy as np
import pytest
from drawn import measures, position_of
from hypothesis import given

from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import Polarity
from ragcore.read import read
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard
from ui import status
from ui.state import Chosen

FIVE = Rule(amber=Tolerance(5.0))
TITLES = ["Rating", "Indicator", "Value", "Target", "Gap", "Cases to green", "Direction", "Service", "Trend"]


def told(scorecard, area=None, period=None):
    """What the table is told of a scorecard."""
    area, period = area or scorecard.areas[0], period or scorecard.periods[-1]
    position = scorecard.position(area, period)
    return json.loads(status.table_facts(Chosen("calls", scorecard, area, period, position), way_to(position)))


def table(**columns):
    """What the table is told of a few indicators, all percentages with a target of 85."""
    count = len(columns["id"])
    shared = {"unit": ["%"] * count, "decimals": [1] * count, "typed": [1] * count, "target": [85.0] * count}
    return told(Scorecard(Figures.of(**(shared | columns)), rule=FIVE))


def cells(facts, at=0):
    """The cells of a row by the titles of their columns."""
    return dict(zip([column["title"] for column in facts["columns"]], facts["rows"][at]["cells"], strict=True))


def sorts(facts, title):
    """What each row sorts by in one column."""
    place = [column["title"] for column in facts["columns"]].index(title)
    return [row["sort"][place] for row in facts["rows"]]


# ---- columns


def test_a_column_that_no_row_fills_is_left_out():
    assert [column["title"] for column in table(id=["a"], value=[82.0])["columns"]] == TITLES[:-2]


def test_services_and_trends_have_columns_where_there_are_any():
    facts = table(
        id=["a", "a", "b"],
        period=["2016/17 Q1", "2016/17 Q2", "2016/17 Q2"],
        value=[80.0, 82.0, 70.0],
        service=["Calls", "Calls", ""],
    )

    assert [column["title"] for column in facts["columns"]] == TITLES
    assert facts["services"] == ["Calls"]
    assert all(len(row["cells"]) == len(row["sort"]) == len(TITLES) for row in facts["rows"])


def test_services_are_named_once_in_the_order_of_the_alphabet():
    assert table(id=["a", "b", "c"], value=[82.0] * 3, service=["Waste", "Calls", "Waste"])["services"] == [
        "Calls",
        "Waste",
    ]


def test_only_ratings_that_there_are_can_be_asked_for():
    facts = table(id=["a", "b", "c"], value=[82.0, np.nan, 90.0])

    assert facts["ratings"] == [
        {"name": "green", "badge": "● Green"},
        {"name": "amber", "badge": "▲ Amber"},
        {"name": "unavailable", "badge": "– Unavailable"},
    ]


# ---- cells


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(
            {"value": 82.1, "numerator": 985, "denominator": 1200, "previous": 80.0},
            ["▲ Amber", "82.1%", "85%", "2.9 points", "35 more", "better"],
            id="short of the target",
        ),
        pytest.param({"value": 85.0}, ["● Green", "85.0%", "85%", "0", "0", ""], id="on the target"),
        pytest.param({"value": 70.0}, ["◆ Red", "70.0%", "85%", "15.0 points", "", ""], id="without counts"),
        pytest.param(
            {"value": 10.1, "target": 10.0, "numerator": 101, "denominator": 1000, "polarity": Polarity.LOWER},
            ["▲ Amber", "10.1%", "10%", "0.1 points", "1 fewer", ""],
            id="lower is better",
        ),
        pytest.param(
            {"value": 82.1, "target": 101.0, "numerator": 985, "denominator": 1200},
            ["◆ Red", "82.1%", "101%", "18.9 points", "out of reach", ""],
            id="out of reach",
        ),
        pytest.param(
            {"value": 82.1, "target": 85.05}, ["▲ Amber", "82.1%", "85.05%", "2.95 points", "", ""], id="fine"
        ),
        pytest.param(
            {"value": 85.0, "decimals": 0, "target": 85.04},
            ["▲ Amber", "85%", "85.04%", "0.04 points", "", ""],
            id="a gap is never shown as nothing",
        ),
        pytest.param({"value": np.nan}, ["– Unavailable", "no figure", "85%", "", "", ""], id="no figure"),
        pytest.param(
            {"value": np.nan, "suppressed": True}, ["– Unavailable", "suppressed", "85%", "", "", ""], id="suppressed"
        ),
        pytest.param(
            {"value": 82.1, "target": np.nan}, ["□ Unrated", "82.1%", "no target", "", "", ""], id="no target"
        ),
        pytest.param(
            {"value": 82.1, "polarity": Polarity.NONE},
            ["□ Unrated", "82.1%", "no target", "", "", ""],
            id="no polarity",
        ),
    ],
)
def test_a_row_says_in_words_where_a_measure_stands(columns, expected):
    found = cells(table(id=["a"], indicator=["Calls"], **{name: [value] for name, value in columns.items()}))

    assert found.pop("Indicator") == "Calls"
    assert list(found.values()) == expected


def test_a_row_tells_the_published_rating_only_where_it_differs():
    facts = table(id=["a", "b"], value=[82.0, 82.0], published=[2, 3])

    assert [row["published"] for row in facts["rows"]] == ["published: red", ""]


def test_a_row_is_found_by_its_names_and_its_service_in_small_letters():
    (row,) = table(id=["a"], indicator=["Calls Answered"], short_name=["In TIME"], service=["Office"], value=[1.0])[
        "rows"
    ]

    assert row["search"] == "calls answered in time office"
    assert (row["id"], row["key"], row["rating"], row["service"]) == ("a", False, "red", "Office")


@pytest.mark.parametrize("name", ["<b>x</b>", "**x**", "[a](b)", ":red[x]", '"'])
def test_names_are_told_as_they_are(name):
    assert cells(table(id=["a"], indicator=[name], value=[82.0]))["Indicator"] == name


# ---- sorting


def test_ratings_sort_from_the_best_and_names_whatever_their_capitals():
    facts = table(id=["a", "b", "c"], indicator=["waste", "Bins", "Éclairs"], value=[70.0, 90.0, np.nan])

    assert sorted(sorts(facts, "Rating")) == [-4, -2, 0]
    assert sorts(facts, "Indicator") == ["waste", "bins", "éclairs"]


def test_figures_sort_as_numbers_and_what_has_none_is_none():
    facts = table(id=["a", "b", "c"], value=[9.5, 82.0, np.nan], target=[85.0, np.nan, 85.0], previous=[9.0, 82.0, 1.0])

    assert sorts(facts, "Value") == [9.5, 82.0, None]
    assert sorts(facts, "Target") == [85.0, None, 85.0]
    assert sorts(facts, "Gap") == [75.5, None, None]
    assert sorts(facts, "Direction") == [1.0, 0.0, None]


def test_what_is_said_to_have_no_target_sorts_as_such():
    assert sorts(table(id=["a"], value=[82.0], polarity=[Polarity.NONE]), "Target") == [None]


def test_cases_sort_by_how_many_whichever_way():
    facts = table(
        id=["a", "b"],
        value=[10.2, 84.9],
        target=[10.0, 85.0],
        polarity=[Polarity.LOWER, Polarity.HIGHER],
        numerator=[102, 849],
        denominator=[1000, 1000],
    )

    assert [cells(facts, at)["Cases to green"] for at in (0, 1)] == ["2 fewer", "1 more"]
    assert sorts(facts, "Cases to green") == [2.0, 1.0]


@given(measures())
def test_every_measure_becomes_a_row_without_nan(measure):
    figures = position_of(measure).figures
    facts = json.loads(
        status.table_facts(
            Chosen("one", Scorecard(figures), "", "", position_of(measure)), way_to(position_of(measure))
        )
    )

    _, _, *cells = facts["rows"][0]["cells"]
    _, _, *sorts = facts["rows"][0]["sort"]

    assert "nan" not in str(cells)
    assert [each is None for each in sorts] == [
        text in ("", "no figure", "suppressed", "no target", "out of reach") for text in cells
    ]


# ---- histories

HISTORY = b"""\
id,indicator,area,period,value,target,decimals
calls,Calls,North,2015/16,79,85,0
calls,Calls,North,2016/17 Q2,81,85,0
calls,Calls,North,2016/17 Q1,80,85,0
calls,Calls,North,Quarter 3 2016-17,,85,0
calls,Calls,North,2016/17 Q4,83,85,0
calls,Calls,South,2016/17 Q4,60,85,0
waste,Waste,North,Q4 2016-17,44,85,0
"""


def histories(period, area="North"):
    """The history and the trend of each row at a period."""
    scorecard, _ = read(HISTORY)
    return {row["id"]: (row["history"], row["trend"]) for row in told(scorecard, area, period)["rows"]}


def test_a_history_is_in_time_over_periods_of_one_kind():
    assert histories("2016/17 Q4")["calls"] == ([80.0, 81.0, 83.0], "From 80 to 83 over 3 periods")


def test_a_history_ends_at_the_period_that_is_open():
    assert histories("2016/17 Q2")["calls"] == ([80.0, 81.0], "From 80 to 81 over 2 periods")


def test_years_and_quarters_are_never_joined():
    assert histories("2015/16")["calls"][0] == [79.0]


def test_another_area_has_a_history_of_its_own():
    assert histories("2016/17 Q4", "South")["calls"][0] == [60.0]


def test_a_period_is_the_same_in_any_spelling():
    assert histories("2016/17 Q4")["waste"][0] == [44.0]


def test_a_trend_sorts_by_how_far_it_went():
    scorecard, _ = read(HISTORY)

    assert sorts(told(scorecard, "North", "2016/17 Q4"), "Trend") == [3.0, None]
