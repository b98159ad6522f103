"""Frames in, Altair charts out. Names from files are data here, never the name of a field nor part of an expression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.wording import ORDER, word
from ui.words import LOOKS, THEMES, badge

TILE = 30
# The font of the pages around them.
FONT = "Source Sans, Source Sans 3, sans-serif"
_SHAPES = {
    Rating.GREEN: "circle",
    Rating.AMBER: "triangle-up",
    Rating.RED: "diamond",
    Rating.UNAVAILABLE: "M-0.8,-0.15H0.8V0.15H-0.8Z",
    Rating.UNRATED: "square",
}
Chart = alt.LayerChart | alt.FacetChart


def tile_frame(position: Position) -> pd.DataFrame:
    """A row for each measure: its name, and the code of its rating."""
    return pd.DataFrame({"name": position.figures.indicator.astype(str), "rating": position.ratings})


def count_frame(shown: Mapping[str, Position]) -> pd.DataFrame:
    """A row for each rating that any measure of a position has: its `title`, the `rating`'s code and the `count`."""
    rows = [
        {"title": title, "rating": int(rating), "count": position.counts[rating]}
        for title, position in shown.items()
        for rating in ORDER
        if position.counts[rating]
    ]
    return pd.DataFrame(rows, columns=["title", "rating", "count"])


def tiles(frame: pd.DataFrame, theme: str, across: int = 10, most: Mapping[Rating, int] | None = None) -> Chart:
    """Each measure as one tile with its symbol, grouped by rating.

    frame : a row for each measure, with its `name` and the code of its `rating`; theme : 'light' or 'dark'
    across : how many tiles stand beside each other
    most : how many tiles of each rating there is room for, so that the groups of several charts are level
    """
    # Many measures have smaller tiles; the title above a group keeps its height, in tiles.
    is_small = len(frame) > 100
    across, above = (across * 5 // 2, 2) if is_small else (across, 1)
    rows: list[dict[str, object]] = []
    labels: list[dict[str, object]] = []
    down = 0.0
    for rating in ORDER:
        names = frame.loc[frame["rating"] == rating, "name"]
        room = max(len(names), (most or {}).get(rating, 0))
        if not room:
            continue
        labels.append({"x": 0.0, "y": down + 0.6 * above, "label": f"{word(rating)} {len(names)}"})
        for place, name in enumerate(names):
            rows.append(
                {"x": place % across, "y": down + above + place // across, "rating": word(rating), "name": name}
                | {"symbol": LOOKS[theme][rating].symbol}
            )
        down += above + 1 + (room - 1) // across
    size = TILE // 2 if is_small else TILE
    where: dict[str, Any] = {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, across], nice=False)),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[down, 0], nice=False)),
    }
    base = alt.Chart(pd.DataFrame(rows, columns=["x", "y", "rating", "name", "symbol"])).encode(**where)
    boxes = base.mark_rect(aria=False, stroke=THEMES[theme]["line"], strokeWidth=1).encode(
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        fill=ratings_coloured("fill", theme),
        tooltip=[alt.Tooltip("name:N", title="Measure"), alt.Tooltip("rating:N", title="Rating")],
    )
    boxes = boxes.transform_calculate(x2="datum.x + 0.88", y2="datum.y + 0.88")
    marks = base.mark_text(aria=False, fontSize=size // 2, baseline="middle", align="center").encode(
        x=alt.X("middle:Q", axis=None),
        y=alt.Y("centre:Q", axis=None),
        text="symbol:N",
        color=ratings_coloured("text", theme),
    )
    marks = marks.transform_calculate(middle="datum.x + 0.44", centre="datum.y + 0.44")
    titles = (
        alt.Chart(pd.DataFrame(labels, columns=["x", "y", "label"]))
        .mark_text(
            aria=False, align="left", baseline="middle", fontSize=15, fontWeight=600, color=THEMES[theme]["text"]
        )
        .encode(**where, text="label:N")
    )
    chart = alt.layer(boxes, marks, titles).resolve_scale(color="independent")
    return without_frame(chart.properties(width=across * size, height=max(1, round(down * size)), padding=0), theme)


def bars(frame: pd.DataFrame, titles: list[str], theme: str) -> Chart:
    """The counts of some positions as one bar each, parted by rating, with the symbol and the number in each part.

    frame : a row for each rating of each position, with its `title`, the code of its `rating` and the `count`
    titles : of the positions, in their order
    """
    parts = frame.assign(
        rating=[word(code) for code in frame["rating"]],
        place=[ORDER.index(Rating(code)) for code in frame["rating"]],
        named=[
            f"{LOOKS[theme][Rating(code)].symbol} {count:,}"
            for code, count in zip(frame["rating"], frame["count"], strict=True)
        ],
    )
    ends = parts.sort_values("place").groupby("title")["count"].cumsum()
    parts = parts.assign(end=ends, begin=ends - parts["count"])
    y = alt.Y("title:N", sort=titles, title=None, axis=alt.Axis(labelLimit=220, labelFontSize=14))
    most = max(1, int(parts["end"].max()))
    x = alt.X("begin:Q", title="Measures", scale=alt.Scale(domain=[0, most], nice=False), axis=alt.Axis(tickMinStep=1))
    tooltip = [
        alt.Tooltip("title:N", title="Scenario"),
        alt.Tooltip("rating:N", title="Rating"),
        alt.Tooltip("count:Q", title="Measures"),
    ]
    base = alt.Chart(parts).encode(y=y)
    drawn = base.mark_bar(stroke=THEMES[theme]["line"], strokeWidth=1, height=30, aria=False).encode(
        x=x, x2="end:Q", fill=ratings_coloured("fill", theme), tooltip=tooltip
    )
    names = base.mark_text(align="center", baseline="middle", fontSize=14, aria=False).encode(
        x=alt.X("middle:Q"), text="named:N", color=ratings_coloured("text", theme)
    )
    names = names.transform_calculate(middle="(datum.begin + datum.end) / 2")
    chart = alt.layer(drawn, names).resolve_scale(color="independent")
    return without_frame(chart.properties(height=48 * len(titles) + 10), theme)


def series(frame: pd.DataFrame, zones: pd.DataFrame, span: list[str], unit: str, theme: str) -> Chart:
    """The figures of one indicator in time, with its limits as bands behind it.

    frame : a row for each period in time, with `period`, `value`, `shown` and the code of its `rating`
    zones : a row for each band of a period, with `period`, `low`, `high` and the code of its `rating`
    span : the periods from the first to the last, in time; where one has no figure the line is broken
    """
    points = frame.assign(rating=[word(code) for code in frame["rating"]])
    through = points.set_index("period").reindex(span).reset_index()
    bands = zones.assign(rating=[word(code) for code in zones["rating"]])
    x = alt.X("period:O", sort=span, title=None, axis=alt.Axis(labelAngle=-40 if len(span) > 5 else 0))
    low, high = float(zones["low"].min()), float(zones["high"].max())
    y = alt.Y("value:Q", title=unit or None, scale=alt.Scale(domain=[low, high], nice=False, zero=False))
    back = (
        alt.Chart(bands)
        .mark_bar(stroke=THEMES[theme]["line"], strokeWidth=0.6)
        .encode(
            x=x,
            y=alt.Y("low:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False), title=unit or None),
            y2="high:Q",
            color=ratings_coloured("tint", theme),
        )
    )
    line = alt.Chart(through).mark_line(color=THEMES[theme]["text"], strokeWidth=2).encode(x=x, y=y)
    dots = (
        alt.Chart(points)
        .mark_point(size=130, filled=True, opacity=1, stroke=THEMES[theme]["text"], strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            fill=ratings_coloured("fill", theme),
            shape=alt.Shape(
                "rating:N",
                legend=None,
                scale=alt.Scale(domain=[word(r) for r in ORDER], range=[_SHAPES[r] for r in ORDER]),
            ),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("shown:N", title="Figure"),
                alt.Tooltip("rating:N", title="Rating"),
            ],
        )
    )
    last = bands[bands["period"] == bands["period"].iloc[-1]].assign(
        middle=lambda each: (each["low"] + each["high"]) / 2
    )
    last = last.assign(named=[badge(code) for code in zones.loc[last.index, "rating"]])
    names = (
        alt.Chart(last)
        .mark_text(align="left", dx=6, fontSize=13, color=THEMES[theme]["text"])
        .encode(x=alt.value("width"), y=alt.Y("middle:Q"), text="named:N")
    )
    chart = alt.layer(back, line, dots, names).resolve_scale(color="independent", fill="independent")
    # Room on the right for the names of the last bands.
    return without_frame(chart.properties(height=300, padding={"left": 5, "right": 75, "top": 5, "bottom": 5}), theme)


def ratings_coloured(part: str, theme: str) -> alt.Color:
    """The colour of a rating, by its word: its fill, the text on it, or its tint."""
    scale = alt.Scale(domain=[word(r) for r in ORDER], range=[getattr(LOOKS[theme][r], part) for r in ORDER])
    return alt.Color("rating:N", scale=scale, legend=None)


def without_frame(chart: Chart, theme: str) -> Chart:
    """No frame, and the text colour of the theme."""
    drawn: Chart = (
        chart.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=THEMES[theme]["text"], titleColor=THEMES[theme]["text"], grid=False, labelFontSize=13
        )
    )
    return drawn
