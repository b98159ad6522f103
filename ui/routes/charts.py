"""Frames in, Altair charts out, for the page Routes. Names from files are data here."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ragcore.rating import RAG, Rating
from ragcore.wording import ORDER, word
from ui.charts import Chart, ratings_coloured, without_frame
from ui.words import LOOKS, THEMES

_BAR = 16


def distances(frame: pd.DataFrame, theme: str) -> Chart:
    """For each measure a track, and on it a bar from where it stands to where green begins.

    frame : a row for each measure with its `name`, `from` and `to` as shares of its own track, the code of its
        `rating`, and the distance as it is `told`
    """
    shown = frame.assign(rating=[word(code) for code in frame["rating"]], low=0.0, high=1.0)
    shown = shown.assign(symbol=[LOOKS[theme][Rating(code)].symbol for code in frame["rating"]])
    names = alt.Y("name:N", sort=list(dict.fromkeys(frame["name"])), title=None, axis=alt.Axis(labelLimit=170))
    x = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(shown).encode(y=names)
    track = base.mark_bar(height=2, color=THEMES[theme]["line"], aria=False).encode(
        x=alt.X("low:Q", scale=x, axis=None), x2="high:Q"
    )
    bar = base.mark_bar(height=_BAR, stroke=THEMES[theme]["line"], strokeWidth=1, aria=False).encode(
        x=alt.X("from:Q", scale=x, axis=None),
        x2="to:Q",
        fill=ratings_coloured("tint", theme),
        tooltip=[
            alt.Tooltip("name:N", title="Measure"),
            alt.Tooltip("rating:N", title="Now"),
            alt.Tooltip("told:N", title="To green"),
        ],
    )
    begin = base.mark_text(fontSize=15, aria=False, color=THEMES[theme]["text"]).encode(
        x=alt.X("from:Q", scale=x, axis=None), text="symbol:N"
    )
    end = base.mark_text(fontSize=15, aria=False, color=THEMES[theme]["text"]).encode(
        x=alt.X("to:Q", scale=x, axis=None), text=alt.value(LOOKS[theme][Rating.GREEN].symbol)
    )
    chart = alt.layer(track, bar, begin, end).resolve_scale(color="independent", fill="independent")
    return without_frame(chart.properties(height=26 * len(frame) + 10), theme)


def curve(frame: pd.DataFrame, effort: str, counted: str, theme: str) -> Chart:
    """How many greens (or reds) there are for each effort, as steps.

    frame : a row for each step with `effort` and `count`; effort, counted : the titles of the axes
    """
    x = alt.X("effort:Q", title=effort, scale=alt.Scale(zero=True, nice=False))
    y = alt.Y("count:Q", title=counted, scale=alt.Scale(zero=True), axis=alt.Axis(tickMinStep=1))
    base = alt.Chart(frame).encode(x=x, y=y)
    line = base.mark_line(interpolate="step-after", color=THEMES[theme]["text"], strokeWidth=2, aria=False)
    dots = base.mark_point(filled=True, size=70, color=THEMES[theme]["text"], aria=False).encode(
        tooltip=[alt.Tooltip("effort:Q", title=effort), alt.Tooltip("count:Q", title=counted)]
    )
    return without_frame(alt.layer(line, dots).properties(height=280), theme)


def sweep(frame: pd.DataFrame, own: float | None, what: str, theme: str) -> Chart:
    """The counts along a sweep, stacked; own : where the scorecard stands, with a line.

    frame : a row for each rating of each stretch, with `begin` and `end` of the stretch, `low` and `high` of the stack
        and the code of the `rating`
    """
    shown = frame.assign(count=frame["high"] - frame["low"], rating=[word(code) for code in frame["rating"]])
    begin, end = float(frame["begin"].min()), float(frame["end"].max())
    x = alt.Scale(domain=[begin, end], nice=False)
    stack = (
        alt.Chart(shown)
        .mark_rect(stroke=THEMES[theme]["line"], strokeWidth=0.5, aria=False)
        .encode(
            x=alt.X("begin:Q", scale=x, title=what),
            x2="end:Q",
            y=alt.Y("low:Q", title="Measures", axis=alt.Axis(tickMinStep=1)),
            y2="high:Q",
            fill=ratings_coloured("fill", theme),
            tooltip=[
                alt.Tooltip("rating:N", title="Rating"),
                alt.Tooltip("count:Q", title="Measures"),
                alt.Tooltip("begin:Q", title="From"),
                alt.Tooltip("end:Q", title="To"),
            ],
        )
    )
    layers: list[alt.Chart] = [stack, _symbols(frame, theme, x)]
    if own is not None:
        layers.append(
            alt.Chart(pd.DataFrame({"own": [own]}))
            .mark_rule(strokeWidth=4, strokeDash=[6, 3], color=THEMES[theme]["text"], aria=False)
            .encode(x=alt.X("own:Q", scale=x))
        )
    return without_frame(alt.layer(*layers).resolve_scale(color="independent").properties(height=320), theme)


def _symbols(frame: pd.DataFrame, theme: str, x: alt.Scale) -> alt.Chart:
    """The symbol of each rating where its part of the stack is widest."""
    rows = []
    for rating in (*RAG, *(each for each in ORDER if each not in RAG)):
        own = frame[(frame["rating"] == int(rating)) & (frame["high"] > frame["low"])]
        if own.empty:
            continue
        widest = own.loc[((own["end"] - own["begin"]) * (own["high"] - own["low"])).idxmax()]
        rows.append(
            {
                "x": (widest["begin"] + widest["end"]) / 2,
                "y": (widest["low"] + widest["high"]) / 2,
                "rating": word(rating),
                "symbol": f"{LOOKS[theme][rating].symbol} {word(rating)}",
            }
        )
    symbols: alt.Chart = (
        alt.Chart(pd.DataFrame(rows, columns=["x", "y", "rating", "symbol"]))
        .mark_text(fontSize=14, fontWeight=600, aria=False)
        .encode(x=alt.X("x:Q", scale=x), y="y:Q", text="symbol:N", color=ratings_coloured("text", theme))
    )
    return symbols
