"""Goal seek both ways: the figure that reaches a rating, and the most ambitious target that is still met."""

from __future__ import annotations

import math

import streamlit as st

from ragcore import sentences
from ragcore.limits import Polarity
from ragcore.rating import Rating
from ragcore.scenario import Change
from ragcore.seek import targets_still_met, value_that_reaches
from ragcore.wording import decimals_needed, figure, short_name, target
from ui.literal import literal
from ui.routes import told
from ui.routes.terms import Asked

_FIELDS = ("target", "target_low", "target_high")
_NAMED = {"target": "target", "target_low": "lower target", "target_high": "upper target"}


def draw(asked: Asked) -> None:
    """Draw the choice of a measure, and both answers for it."""
    position = asked.position
    figures = position.figures
    rated = [row for row in range(len(position)) if position.ratings[row] > Rating.UNRATED]
    # What is asked about is seldom green already.
    rows = sorted(rated, key=lambda row: position.ratings[row] == Rating.GREEN)
    if not rows:
        st.markdown("No measure has a rating here, so there is nothing to seek.")
        return
    row = st.selectbox("Measure", rows, format_func=lambda each: short_name(figures, each), key="seek-row")
    st.markdown(
        literal(f"Now {sentences.value_and_count(position, row)}, target {sentences.target_in_words(position, row)}.")
    )
    if figures.polarity[row] != Polarity.BAND:
        _value(asked, row)
    _target(asked, row)


def _value(asked: Asked, row: int) -> None:
    """The figure that reaches green and amber at a target that is asked for."""
    position = asked.position
    own = float(position.figures.target[row])
    wanted = st.number_input(
        "If the target were", value=own, step=0.5, format="%g", key=f"seek-target-{row}", width=260
    )
    changes = [Change(position.figures.id[row], "target", float(wanted))]
    for to in (Rating.GREEN, Rating.AMBER):
        found = value_that_reaches(position, row, to, changes)
        if found is None:
            st.markdown(f"No figure that can be is {to.word}.")
            continue
        more = told.cases(position.figures, row, found.cases)
        far = told.distance(position.figures, row, found.points)
        way = f"{far} away{f', {more}' if more else ''}" if found.points else "there now"
        st.markdown(literal(f"{to.word.capitalize()} from {told.value(position.figures, row, found.value)}: {way}."))


def _target(asked: Asked, row: int) -> None:
    """The most ambitious target that the figure still meets, for green and for amber."""
    position = asked.position
    for to in (Rating.GREEN, Rating.AMBER):
        most = targets_still_met(position, to)
        for field in _FIELDS:
            at = float(getattr(most, field)[row])
            if math.isnan(at):
                continue
            if math.isinf(at):
                st.markdown(f"Still {to.word} at any {_NAMED[field]}.")
                continue
            figures = position.figures
            if at > figures.most[row]:
                end = figure(figures, row, float(figures.most[row]), 0)
                st.markdown(literal(f"Still {to.word} at any {_NAMED[field]} up to {end}."))
                continue
            shown = (
                target(figures, row, at) if decimals_needed(at) <= told.MOST_DECIMALS else figure(figures, row, at, 3)
            )
            st.markdown(literal(f"The most ambitious {_NAMED[field]} that is still {to.word}: {shown}."))
