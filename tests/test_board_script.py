"""The board's script rates, rounds and writes as Python does: the same random measures through both, no difference."""

import json
import math

import numpy as np
import pytest

from ragcore import wording
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rail import rail_of
from ragcore.rating import Rating, rate
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard
from ui.board import facts
from ui.board.source import HERE

RULES, MEASURES = 50, 60
UNITS = ["%", "days", "weeks", "£", "number", "per 10,000", "points of 10"]
# Beside an edge: binary noise, which must not matter, and the smallest steps that must.
BESIDE = [0.0, 0.0, 1e-14, -1e-14, 0.01, -0.01, 0.1, -0.1, 0.5, -3.0]
RATE = """cases => cases.map(({ row, value, low, high }) => {
  const at = limitsAt(row.edges, low, high);
  if (value === null) return [rateAt(value, at, row.roundTo), "", ""];
  const places = decimalsFor(value, row.decimals, at, row.roundTo);
  const aim = low === null ? "" : written(low, decimalsNeeded(low), row.format);
  return [rateAt(value, at, row.roundTo), written(value, places, row.format), aim];
})"""
ZONES = """cases => cases.map(({ row, low, high, places }) => {
  const at = limitsAt(row.edges, low, high);
  const turns = at === null ? [] : Object.values(at).filter(Number.isFinite);
  const zones = zonesBetween(-400, 400, turns, (value) => rateAt(value, at, null));
  return places.map((place) => zones.find((zone) => place >= zone.from && place <= zone.to).rating);
})"""
DIGITS = "cases => cases.map(([number, decimals]) => digits(number, decimals))"


@pytest.fixture
def in_browser(browser):
    """Runs a function over cases, with the functions of the board's script within its reach."""
    page = browser.new_page()
    script = (HERE / "rating.js").read_text(encoding="utf-8")
    yield lambda function, cases: page.evaluate(f"cases => {{ {script}\n return ({function})(cases); }}", cases)
    page.close()


def drawn_rule(draw):
    """Any rule in use."""
    within = Tolerance(float(draw.choice([0, 0, 1, 2.5, 5])), bool(draw.integers(2)))
    amber = [None, Tolerance(5.0), Tolerance(5.0, percent=True), Tolerance(0.0), Tolerance(2.5)][draw.integers(5)]
    improved = ["", "", "also", "instead"][draw.integers(4)]
    return Rule(amber=amber, green_within=within, improved=improved, as_shown=bool(draw.integers(2)))


def drawn_figures(draw, count):
    """Measures of every kind, with targets below, at and above zero, and with figures missing."""

    def typed(missing=0.1):
        figures = np.round(draw.uniform(-150, 150, count), draw.integers(0, 3, count)[0])
        figures[draw.random(count) < 0.15] = 0.0
        return np.where(draw.random(count) < missing, np.nan, figures)

    polarity = draw.choice(
        [Polarity.HIGHER, Polarity.LOWER, Polarity.BAND, Polarity.NONE], count, p=[0.4, 0.3, 0.2, 0.1]
    )
    ends = np.sort(np.stack([typed(0.0), typed(0.0)]), axis=0)
    own = draw.random(count)
    return Figures.of(
        id=[str(at) for at in range(count)],
        unit=draw.choice(UNITS, count).tolist(),
        polarity=polarity,
        value=typed(),
        target=typed(),
        target_low=ends[0],
        target_high=ends[1],
        amber=np.where(own < 0.3, np.abs(typed(0.0)) / 10, np.nan),
        amber_percent=draw.random(count) < 0.5,
        amber_limit=np.where((own > 0.8) & (polarity != Polarity.BAND), typed(0.0), np.nan),
        previous=typed(0.3),
        decimals=draw.integers(0, 3, count),
    )


def moved(draw, position):
    """The same measures with other targets, and with values that are often on an edge or right beside one."""
    figures, count = position.figures, len(position)
    nudge = np.round(draw.uniform(-30, 30, (3, count)), 1) * (draw.random((3, count)) < 0.7)
    targets = {
        name: np.round(getattr(figures, name) + by, 3)
        for name, by in zip(("target", "target_low", "target_high"), nudge, strict=True)
    }
    aimed = Position(figures.changed(**targets), position.rule)
    edges = np.stack([*aimed.stated_limits.arrays(), figures.previous])
    on_edge = edges[draw.integers(0, len(edges), count), np.arange(count)]
    on_edge = np.where(np.isfinite(on_edge), on_edge, figures.value)
    beside = on_edge + draw.choice(BESIDE, count) * np.maximum(1.0, np.abs(on_edge) * (draw.random(count) < 0.5))
    value = np.where(np.isnan(figures.value) | (draw.random(count) < 0.2), figures.value, beside)
    return Position(aimed.figures.changed(value=value), position.rule)


def told(position):
    """What the browser is told of each measure."""
    found = [facts.ranges(position, row, np.array([])) for row in range(len(position))]
    rail = rail_of(Scorecard(position.figures, rule=position.rule), position)
    return json.loads(facts.facts(position, position, found, rail, [], ""))["rows"]


def known(figure):
    return None if math.isnan(figure) else float(figure)


def drawn_cases(seed, rules=RULES):
    """Pairs of what the browser is told of a measure, and the position after a move, with the row."""
    draw = np.random.default_rng(seed)
    for _ in range(rules):
        before = Position(drawn_figures(draw, MEASURES), drawn_rule(draw))
        after = moved(draw, before)
        for row, facts_of_row in enumerate(told(before)):
            yield facts_of_row, after, row


def test_a_moved_measure_has_the_same_rating_and_the_same_words_in_both(in_browser):
    cases, wanted = [], []
    for facts_of_row, after, row in drawn_cases(20161206):
        low, high = (known(side[row]) for side in after.targets)
        value, figures = known(after.figures.value[row]), after.figures
        cases.append({"row": facts_of_row, "value": value, "low": low, "high": high})
        shown = "" if value is None else wording.figure(figures, row, value, int(after.shown_decimals[row]))
        aim = "" if value is None or low is None else wording.target(figures, row, low)
        wanted.append([int(after.ratings[row]), shown, aim])

    found = in_browser(RATE, cases)

    differ = [(case, here, there) for case, here, there in zip(cases, wanted, found, strict=True) if here != there]
    assert differ == []
    assert len(cases) == RULES * MEASURES
    # All ratings were met, and often.
    assert min(np.bincount([code for code, _, _ in wanted], minlength=len(Rating))) > len(cases) / 20


def test_the_zones_of_a_track_are_the_ratings_along_it(in_browser):
    draw = np.random.default_rng(17)
    cases, wanted = [], []
    for facts_of_row, after, row in drawn_cases(17, rules=10):
        low, high = (known(side[row]) for side in after.targets)
        places = draw.uniform(-400, 400, 25)
        limits = after.limits
        wanted.append(
            [
                int(rate(np.array([place]), type(limits)(*(edge[row : row + 1] for edge in limits.arrays())))[0])
                for place in places
            ]
        )
        cases.append({"row": facts_of_row, "low": low, "high": high, "places": places.tolist()})

    assert in_browser(ZONES, cases) == wanted


def test_figures_are_written_alike_in_both(in_browser):
    draw = np.random.default_rng(45)
    halves = (draw.integers(-20000, 20000, 2000) + 0.5) / 10.0 ** draw.integers(0, 4, 2000)
    numbers = [
        *halves.tolist(),
        *draw.uniform(-1e6, 1e6, 1000).tolist(),
        # Beyond this a double cannot hold two decimals.
        *(10.0 ** draw.uniform(-9, 13, 1000)).tolist(),
        *[0.0, -0.0, -0.04, 0.5, -0.5, 2.5, 1.005, 2.675, 0.1 + 0.2, 999.995, 999999.5, 2.0**53, 2.0**53 + 2, 1e18],
    ]
    cases = [[number, decimals] for number in numbers for decimals in (0, 1, 2)]

    found = in_browser(DIGITS, cases)

    wanted = [wording.digits(number, decimals) for number, decimals in cases]
    assert [triple for triple in zip(cases, wanted, found, strict=True) if triple[1] != triple[2]] == []
