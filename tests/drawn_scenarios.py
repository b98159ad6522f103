"""Positions of a few indicators and scenarios on them, drawn for laws: small whole figures, so that much flips."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario

IDS = ("calls", "homes", "beds", "tax")
FIELDS = ("value", "target", "target_low", "target_high", "amber")
whole = st.integers(0, 20).map(float)
maybe = whole | st.just(np.nan)


@st.composite
def positions(draw, polarities=tuple(Polarity)):
    """A position of the four indicators; a band's lower target is never above its upper one."""
    count = len(IDS)
    polarity = [draw(st.sampled_from(polarities)) for _ in IDS]
    band = [sorted([draw(whole), draw(whole)]) for _ in IDS]

    def of_bands(end):
        return [ends[end] if each == Polarity.BAND else np.nan for ends, each in zip(band, polarity, strict=True)]

    figures = Figures.of(
        id=IDS,
        polarity=polarity,
        value=draw(st.lists(maybe, min_size=count, max_size=count)),
        previous=draw(st.lists(maybe, min_size=count, max_size=count)),
        target=[np.nan if each == Polarity.BAND else draw(maybe) for each in polarity],
        target_low=of_bands(0),
        target_high=of_bands(1),
        amber=draw(st.lists(st.integers(0, 4).map(float) | st.just(np.nan), min_size=count, max_size=count)),
    )
    return Position(figures, Rule(amber=Tolerance(float(draw(st.integers(0, 4))))))


rules = st.dictionaries(st.sampled_from(["amber", "green_within"]), st.integers(0, 6), max_size=2) | st.builds(
    dict, improved=st.sampled_from(["also", "instead"])
)


@st.composite
def scenarios(draw, fields=FIELDS, ids=IDS, settings=rules):
    """A scenario of some of the fields of some of the indicators, each at most once."""
    made = draw(st.dictionaries(st.tuples(st.sampled_from(ids), st.sampled_from(fields)), whole, max_size=8))
    reasons = st.sampled_from(["", "", "agreed", "as England"])
    changes = tuple(Change(id_, field, value, draw(reasons)) for (id_, field), value in made.items())
    return Scenario(changes=changes, rule=MappingProxyType(draw(settings)))
