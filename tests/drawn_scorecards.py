"""Scorecards as reading makes them, drawn for laws: every column, and texts that try to be more than texts."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from ragcore.about import About
from ragcore.figures import NOT_PUBLISHED, Figures
from ragcore.limits import Polarity
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard
from ragcore.text import visible

BEGINNINGS = ("", "", "=", "+", "-", "@", "'", "'=", "''=", "＝", '"', "-5", "<b>", "_x0041_")
# What CSV, XML and spreadsheets give a meaning to, and letters that are none of ASCII.
LETTERS = "abc019 ,;|\"'\\<>&=+-@%\u00e9\uff1d\u0436\U0001f600"
TEXTS = (
    "area", "service", "owner", "comment", "source", "short_name", "definition", "priority", "benchmark_name",
)  # fmt: skip
REPORTS = ("", "Report", "=1+1", "'=1", 'The "plan", \\n', "Mo\u0302n")


@st.composite
def texts(draw, word=""):
    """A text as reading leaves it: on one line, nothing hidden in it."""
    return visible(draw(st.sampled_from(BEGINNINGS)) + word + draw(st.text(LETTERS, max_size=6)))


@st.composite
def numbers(draw, least=-10_000):
    """A decimal as people type it, or none, with how many decimals it was typed with."""
    places = draw(st.integers(0, 4))
    return float(f"{draw(st.integers(least, 10_000))}e-{places}"), places


maybe = st.none() | numbers()


@st.composite
def rows(draw, place):
    """One row of figures, by column."""
    row = {
        "id": f"row-{place}",
        "indicator": draw(texts(f"Calls {place} ")),
        "period": "2024/25 Q1",
        "unit": draw(st.sampled_from(["", "%", "days", "per 10,000", "=x"])),
        "polarity": draw(st.sampled_from(Polarity)),
        "published": draw(st.sampled_from([NOT_PUBLISHED, Rating.RED, Rating.AMBER, Rating.GREEN])),
        "key": draw(st.booleans()),
    }
    for name in TEXTS:
        row[name] = draw(st.just("") | texts())
    row |= {name: number(draw(maybe)) for name in ("previous", "forecast", "benchmark")}
    row |= draw(targets(row["polarity"]))
    return row | draw(values(row["unit"]))


@st.composite
def targets(draw, polarity):
    """A target or a band, and a tolerance or the worst that is amber."""
    if polarity == Polarity.BAND:
        ends = sorted([draw(numbers())[0], draw(numbers())[0]])
        return {"target_low": ends[0], "target_high": ends[1]} | draw(tolerances())
    target = number(draw(maybe))
    if polarity == Polarity.NONE or np.isnan(target) or draw(st.booleans()):
        return {"target": target} | draw(tolerances())
    side = 1 if polarity == Polarity.LOWER else -1
    # As somebody would have typed it, without the noise of a sum.
    return {"target": target, "amber_limit": round(target + side * draw(numbers(least=0))[0], 4)}


@st.composite
def tolerances(draw):
    """An indicator's own tolerance, or none."""
    size = draw(st.none() | numbers(least=0))
    return {} if size is None else {"amber": size[0], "amber_percent": draw(st.booleans())}


@st.composite
def values(draw, unit):
    """A value as it was typed, made from its counts, suppressed or unavailable."""
    kind = draw(st.sampled_from(["typed", "typed", "made", "suppressed", "missing"]))
    stated = draw(st.none() | st.integers(0, 3))
    counts = {"numerator": float(draw(st.integers(0, 500))), "denominator": float(draw(st.integers(1, 1000)))}
    if kind == "typed":
        value, places = draw(numbers())
        row = {"value": value, "typed": places, "decimals": places}
        row |= counts if draw(st.booleans()) else {}
    elif kind == "made":
        scale = {"%": 100.0, "per 10,000": 10_000.0}.get(unit, 1.0)
        row = counts | {"value": scale * counts["numerator"] / counts["denominator"], "decimals": 1}
    else:
        row = {"suppressed": kind == "suppressed", "decimals": 1}
    return row if stated is None else row | {"decimals": stated}


def number(drawn):
    """A number that was drawn, NaN for none."""
    return np.nan if drawn is None else drawn[0]


@st.composite
def scorecards(draw):
    """A scorecard of a few rows, with what it says of itself."""
    drawn = [draw(rows(place)) for place in range(draw(st.integers(1, 5)))]
    empty = Figures.of(id=[""])
    names = {name for row in drawn for name in row}
    columns = {name: [row.get(name, getattr(empty, name)[0]) for row in drawn] for name in names}
    report = st.sampled_from(REPORTS).map(visible)
    about = About(title=draw(report), note=draw(report))
    amber = draw(st.none() | st.builds(Tolerance, st.integers(0, 20).map(float), st.booleans()))
    return Scorecard(Figures.of(**columns), about, Rule(amber=amber, as_shown=draw(st.booleans())))
