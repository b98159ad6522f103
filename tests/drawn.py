"""What laws are drawn from: decimals that people type, and measures under every rule in use."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from oracle import Measure

from ragcore.figures import Figures
from ragcore.limits import Edges, Polarity
from ragcore.position import Position
from ragcore.rating import rate
from ragcore.rule import Rule, Tolerance

POLARITIES = ("higher", "lower", "band", "none")


@st.composite
def decimals_typed(draw, least=-200, most=200):
    """A decimal with up to two places, often a round one, and often the same one twice."""
    places = draw(st.sampled_from([0, 0, 1, 2]))
    return Fraction(draw(st.integers(least * 10**places, most * 10**places)), 10**places)


tolerances = decimals_typed(0, 30)


@st.composite
def measures(draw, polarities=POLARITIES, missing=True):
    """A measure under any rule; its value is often on an edge, or a hundredth beside one."""
    polarity = draw(st.sampled_from(polarities))
    maybe = st.none() if missing else st.nothing()
    target = draw(decimals_typed() | maybe)
    target_high = draw(decimals_typed()) if polarity == "band" else None
    amber, within = draw(tolerances), draw(st.just(Fraction(0)) | tolerances)
    amber_percent, green_percent = draw(st.booleans()), draw(st.booleans())
    amber_limit = draw(st.none() | decimals_typed()) if polarity in ("higher", "lower") else None
    improved = draw(st.sampled_from(["", "also", "instead"]))
    previous = draw(decimals_typed() | maybe)
    places = [place for place in (target, target_high, amber_limit, previous) if place is not None]
    for place, size in ((target, amber), (target_high, amber), (target, within), (target_high, within)):
        if place is not None:
            places += [place - size, place + size, place - abs(place) * size / 100, place + abs(place) * size / 100]
    beside = st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(-1, 100)])
    near = st.builds(lambda place, step: place + step, st.sampled_from(places or [Fraction(0)]), beside)
    value = draw(near | decimals_typed() | maybe)
    return Measure(
        polarity=polarity, target=target, target_high=target_high, amber=amber, amber_percent=amber_percent,
        amber_limit=amber_limit, green_within=within, green_percent=green_percent, improved=improved,
        previous=previous, as_shown=draw(st.booleans()), decimals=draw(st.integers(0, 2)), value=value,
    )  # fmt: skip


def number(fraction):
    """The nearest double, as a person's figure is read; NaN for nothing."""
    return np.nan if fraction is None else float(fraction)


def numbers(measured, name):
    """One field of some measures as doubles."""
    return np.array([number(getattr(measure, name)) for measure in measured])


@dataclass(frozen=True)
class Rated:
    """Measures of one rule as the core takes them: their edges, targets and values."""

    edges: Edges
    low: np.ndarray
    high: np.ndarray
    value: np.ndarray

    def limits(self, slack=None):
        """The limits at the targets."""
        return self.edges.at(self.low, self.high) if slack is None else self.edges.at(self.low, self.high, slack)

    def ratings(self):
        """The codes of the ratings, as given."""
        return rate(self.value, self.limits())


def as_arrays(measured, improved=""):
    """Measures as arrays; all under one way of `improved`."""
    low = numbers(measured, "target")
    band = np.array([measure.polarity == "band" for measure in measured])
    edges = Edges.of(
        [measure.polarity for measure in measured],
        amber=numbers(measured, "amber"),
        amber_percent=[measure.amber_percent for measure in measured],
        amber_limit=numbers(measured, "amber_limit"),
        green_within=numbers(measured, "green_within"),
        green_percent=[measure.green_percent for measure in measured],
        improved=improved,
        previous=numbers(measured, "previous"),
    )
    return Rated(edges, low, np.where(band, numbers(measured, "target_high"), low), numbers(measured, "value"))


def position_of(measure, **columns):
    """The position of one measure, and what else its row has."""
    band = measure.polarity == "band"
    figures = Figures.of(
        id=["one"],
        polarity=[Polarity[measure.polarity.upper()]],
        value=[number(measure.value)],
        target=[np.nan if band else number(measure.target)],
        target_low=[number(measure.target) if band else np.nan],
        target_high=[number(measure.target_high)],
        amber=[np.nan if measure.amber_limit is not None else number(measure.amber)],
        amber_percent=[measure.amber_percent],
        amber_limit=[number(measure.amber_limit)],
        previous=[number(measure.previous)],
        decimals=[measure.decimals],
        **columns,
    )
    within = Tolerance(number(measure.green_within), measure.green_percent)
    rule = Rule(green_within=within, improved=measure.improved, as_shown=measure.as_shown)
    return Position(figures, rule)
