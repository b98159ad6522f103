import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule
from ragcore.wording import ORDER, word
from ui import charts
from ui.words import LOOKS

ROOT = Path(__file__).parent.parent
HOSTILE = [
    "' || true || '",
    "it's",
    "datum.x",
    "a.b[0]",
    "name:Q",
    "\\u0027",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "http://127.0.0.1:9/x.png",
    "{{7*7}}",
    "漢字 \U0001f600",
]
FIELDS = {
    "x", "y", "x2", "y2", "middle", "centre", "rating", "name", "named", "symbol", "label", "period", "value", "shown",
    "low", "high", "title", "begin", "end", "count",
}  # fmt: skip
# Keys of a specification under which a string is run, loaded or followed.
RUN = {"expr", "signal", "filter", "calculate", "test", "update", "url", "href", "src"}
SUMS = {"datum.x + 0.88", "datum.y + 0.88", "datum.x + 0.44", "datum.y + 0.44", "(datum.begin + datum.end) / 2"}


def tile_frame(*ratings, names=None):
    """A row for each measure."""
    return pd.DataFrame(
        {"name": names or [f"Measure {at}" for at in range(len(ratings))], "rating": np.array(ratings, dtype=np.int8)}
    )


def series(values, span=None, periods=None, ratings=None, unit="%"):
    """A chart of the figures of some periods, over one red and one green zone."""
    periods = periods or [f"P{at}" for at in range(len(values))]
    frame = pd.DataFrame(
        {
            "period": periods,
            "value": values,
            "rating": ratings or [Rating.RED] * len(values),
            "shown": [f"{value}%" for value in values],
        }
    )
    zones = pd.DataFrame(
        [
            {"period": period, "low": low, "high": high, "rating": int(rating)}
            for period in periods
            for low, high, rating in ((0.0, 80.0, Rating.RED), (80.0, 100.0, Rating.GREEN))
        ]
    )
    return charts.series(frame, zones, span or periods, unit, "light")


def bars(counts, theme="light"):
    """A chart of the counts of some positions, by title and rating."""
    rows = [
        {"title": title, "rating": int(rating), "count": count}
        for title, each in counts.items()
        for rating, count in each.items()
    ]
    return charts.bars(pd.DataFrame(rows), list(counts), theme)


def rows_of(chart, column):
    """The rows of the first set of data that has a column; none where there is none."""
    datasets = chart.to_dict(validate=False)["datasets"].values()
    return next((rows for rows in datasets if rows and column in rows[0]), [])


def walked(node, key=""):
    """Every leaf of a specification, with the key that it stands under."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from walked(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from walked(inner, key)
    else:
        yield key, node


def without_data(chart):
    """The specification alone."""
    return {name: part for name, part in chart.to_dict().items() if name != "datasets"}


@pytest.fixture(
    params=[
        pytest.param(lambda: charts.tiles(tile_frame(*[Rating.RED] * len(HOSTILE), names=HOSTILE), "dark"), id="tiles"),
        pytest.param(lambda: series([70.0] * len(HOSTILE), periods=HOSTILE), id="series"),
        pytest.param(lambda: bars({name: {Rating.RED: 1} for name in HOSTILE}), id="bars"),
    ]
)
def hostile(request):
    """A chart whose names try to be more than names."""
    return request.param()


# ---- names are data


def test_there_is_one_tile_for_each_measure_with_its_name_and_rating():
    figures = Figures.of(id=["a", "b"], indicator=["Calls", "Bins"], value=[90.0, np.nan], target=[85.0] * 2)

    assert charts.tile_frame(Position(figures, Rule())).to_dict("list") == {"name": ["Calls", "Bins"], "rating": [4, 0]}


def test_counts_are_told_of_each_rating_that_any_measure_has():
    figures = Figures.of(id=["a", "b"], value=[90.0, np.nan], target=[85.0] * 2)
    frame = charts.count_frame({"Now": Position(figures, Rule()), "None": Position(Figures.of(id=[]), Rule())})

    assert frame.to_dict("list") == {"title": ["Now", "Now"], "rating": [4, 0], "count": [1, 1]}


def test_a_specification_names_only_fields_of_ours(hostile):
    assert {leaf for key, leaf in walked(without_data(hostile)) if key == "field"} <= FIELDS


def test_nothing_that_a_chart_runs_loads_or_follows_comes_from_data(hostile):
    assert {leaf for key, leaf in walked(without_data(hostile)) if key in RUN} <= SUMS


def test_names_are_data_as_they_are(hostile):
    shown = rows_of(hostile, "symbol") or rows_of(hostile, "shown") or rows_of(hostile, "count")

    assert [row.get("name", row.get("period", row.get("title"))) for row in shown] == HOSTILE


def test_a_name_stands_outside_the_data_only_in_the_order_of_periods_or_bars(hostile):
    outside = [key for key, leaf in walked(without_data(hostile)) if leaf in HOSTILE]

    assert set(outside) <= {"sort"}


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_unit_is_the_title_of_an_axis_and_nothing_else(unit):
    told = [key for key, leaf in walked(without_data(series([70.0, 80.0], unit=unit))) if leaf == unit]

    assert set(told) == {"title"}


# ---- tiles


@settings(max_examples=25)
@given(st.lists(st.sampled_from(Rating), max_size=130))
def test_there_is_one_tile_for_each_measure_and_no_two_lie_on_each_other(ratings):
    chart = charts.tiles(tile_frame(*ratings), "light")
    tiles = rows_of(chart, "name")

    assert len(tiles) == len(ratings)
    assert len({(tile["x"], tile["y"]) for tile in tiles}) == len(ratings)
    assert sorted(tile["rating"] for tile in tiles) == sorted(word(rating) for rating in ratings)


def test_tiles_are_grouped_in_the_order_of_a_committee_with_their_counts():
    chart = charts.tiles(tile_frame(Rating.RED, Rating.UNRATED, Rating.GREEN, Rating.RED), "light")

    assert [row["label"] for row in rows_of(chart, "label")] == ["Green 1", "Red 2", "Unrated 1"]
    assert [row["symbol"] for row in rows_of(chart, "symbol")] == ["●", "◆", "◆", "□"]


@pytest.mark.parametrize(("count", "across"), [(1, 1), (10, 10), (11, 10), (100, 10), (101, 25), (5000, 25)])
def test_many_tiles_are_smaller_and_stay_within_the_picture(count, across):
    chart = charts.tiles(tile_frame(*[Rating.GREEN] * count), "light")
    tiles = rows_of(chart, "name")

    assert chart.width == (10 * charts.TILE if count <= 100 else 25 * (charts.TILE // 2))
    assert chart.height < 32_768
    assert max(tile["x"] for tile in tiles) == across - 1


def test_with_room_for_the_most_of_each_rating_the_groups_of_several_charts_are_level():
    most = {Rating.GREEN: 12, Rating.AMBER: 0, Rating.RED: 3, Rating.UNAVAILABLE: 1, Rating.UNRATED: 0}
    several = [tile_frame(*[Rating.GREEN] * 12, Rating.RED), tile_frame(*[Rating.RED] * 3, Rating.UNAVAILABLE)]

    drawn = [charts.tiles(frame, "light", 5, most) for frame in several]

    titles = [[(row["y"], row["label"].split()[0]) for row in rows_of(chart, "label")] for chart in drawn]
    assert titles[0] == titles[1]
    assert [word for _, word in titles[0]] == ["Green", "Red", "Unavailable"]
    assert [row["label"] for row in rows_of(drawn[1], "label")] == ["Green 0", "Red 3", "Unavailable 1"]
    assert drawn[0].height == drawn[1].height


@given(st.lists(st.lists(st.sampled_from(list(Rating)), max_size=30), min_size=1, max_size=4))
@settings(max_examples=30)
def test_tiles_with_room_lie_within_the_picture_and_on_no_title(several):
    most = {rating: max(each.count(rating) for each in several) for rating in Rating}

    for ratings in several:
        chart = charts.tiles(tile_frame(*ratings), "light", 5, most)
        tiles, titles = rows_of(chart, "symbol"), rows_of(chart, "label")
        places = {(row["x"], row["y"]) for row in tiles}
        assert len(places) == len(ratings)
        assert all((row["y"] + 1) * charts.TILE <= chart.height for row in tiles)
        assert not {int(row["y"]) for row in titles} & {int(row["y"]) for row in tiles}


def test_a_bar_has_the_ratings_in_their_order_from_nought_to_the_number_of_measures():
    chart = bars({"As it stands": {Rating.RED: 10, Rating.GREEN: 3, Rating.AMBER: 4}, "Plan": {Rating.GREEN: 17}})

    found = [(row["title"], row["begin"], row["end"], row["named"]) for row in rows_of(chart, "count")]
    assert sorted(found) == [
        ("As it stands", 0, 3, "● 3"),
        ("As it stands", 3, 7, "▲ 4"),
        ("As it stands", 7, 17, "◆ 10"),
        ("Plan", 0, 17, "● 17"),
    ]


def test_bars_stand_in_the_order_of_the_titles_and_have_words_and_colours():
    spec = bars({"Z": {Rating.RED: 1}, "A": {Rating.GREEN: 1}}, "dark").to_dict()

    layers = spec["layer"]
    assert all(layer["encoding"]["y"]["sort"] == ["Z", "A"] for layer in layers)
    assert {tooltip["field"] for tooltip in layers[0]["encoding"]["tooltip"]} == {"title", "rating", "count"}
    assert layers[0]["encoding"]["fill"]["scale"]["range"] == [LOOKS["dark"][rating].fill for rating in ORDER]
    assert layers[0]["mark"]["stroke"]


def test_no_measures_make_an_empty_picture():
    assert charts.tiles(tile_frame(), "light").to_dict()["height"] >= 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fills_and_what_stands_on_them_are_those_of_the_theme(theme):
    spec = json.dumps(charts.tiles(tile_frame(*Rating), theme).to_dict())

    assert json.dumps([LOOKS[theme][rating].fill for rating in ORDER]) in spec
    assert json.dumps([LOOKS[theme][rating].text for rating in ORDER]) in spec


# ---- history


def test_a_period_without_a_row_breaks_the_line():
    chart = series([70.0, 90.0], span=["2014/15", "2015/16", "2016/17"], periods=["2014/15", "2016/17"])
    line = next(rows for rows in chart.to_dict()["datasets"].values() if len(rows) == 3)

    assert [(row["period"], row["value"]) for row in line] == [("2014/15", 70.0), ("2015/16", None), ("2016/17", 90.0)]


def test_a_period_without_a_figure_breaks_the_line():
    chart = series([70.0, np.nan, 90.0])
    line = [rows for rows in chart.to_dict()["datasets"].values() if "value" in rows[0]]

    assert all([row["value"] for row in rows] == [70.0, None, 90.0] for rows in line)


def test_points_have_the_word_the_colour_and_the_shape_of_their_rating():
    chart = series([70.0, 90.0], ratings=[Rating.RED, Rating.GREEN])
    dots = next(layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "point")
    scale = dots["encoding"]["shape"]["scale"]

    assert [row["rating"] for row in rows_of(chart, "shown")] == ["Red", "Green"]
    assert scale["domain"] == [word(rating) for rating in ORDER]
    assert len(set(scale["range"])) == len(ORDER)
    assert dots["encoding"]["fill"]["scale"]["range"] == [LOOKS["light"][rating].fill for rating in ORDER]


def test_zones_have_a_line_between_them_and_the_last_ones_are_named():
    chart = series([70.0, 90.0])
    back = next(layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "bar")

    assert back["mark"]["stroke"]
    assert {row["rating"] for row in rows_of(chart, "middle")} == {"Red", "Green"}
    assert {row["period"] for row in rows_of(chart, "middle")} == {"P1"}


def test_a_zone_of_any_rating_has_the_tint_of_its_own():
    back = next(layer for layer in series([70.0]).to_dict()["layer"] if layer["mark"]["type"] == "bar")
    scale = back["encoding"]["color"]["scale"]
    tints = dict(zip(scale["domain"], scale["range"], strict=True))

    assert tints == {word(rating): LOOKS["light"][rating].tint for rating in ORDER}


def test_every_layer_has_the_same_scale_from_the_lowest_zone_to_the_highest():
    layers = series([70.0, 90.0]).to_dict()["layer"]
    scales = [
        layer["encoding"]["y"]["scale"]["domain"] for layer in layers if "scale" in layer["encoding"].get("y", {})
    ]

    assert scales
    assert all(domain == [0.0, 100.0] for domain in scales)


def test_charts_load_no_streamlit():
    script = "import ui.charts, sys; print('streamlit' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
