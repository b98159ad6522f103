"""A scenario and the figures that came after it: what of it can be carried over, and whether it came true."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ragcore import wording
from ragcore.causes import won_by_target
from ragcore.outcome import outcome
from ragcore.position import Position
from ragcore.rebase import rebase
from ragcore.scenario import Change, Scenario, apply
from ui import library, outcome_sentences, scenario_sentences, what_if
from ui.literal import literal
from ui.names import Listed
from ui.state import Chosen

_PICKED = "quarter-picked"
MOST_LINES = 200


@dataclass(frozen=True)
class Earlier:
    """A scenario that was made elsewhere than on what is open, and where its scorecard stood then."""

    title: str
    scenario: Scenario
    was: Position


def draw(chosen: Chosen, listed: list[Listed]) -> None:
    """Draw the choice of a scenario, what of it fits what is open, and what became of its projections."""
    st.caption(
        "A scenario that was made on other figures can be carried over to the ones that are open "
        f"{literal(f'({chosen.period}) ') if chosen.period else ''} and set beside what then happened."
    )
    there = {one.named.id: one for one in listed if not _is_open(one, chosen) and _is_about(one, chosen)}
    if not there:
        st.markdown("None of the saved scenarios was made on other figures of these measures.")
        return
    picked = st.selectbox(
        "A scenario that was made on other figures",
        list(there),
        index=None,
        key=_PICKED,
        format_func=lambda key: _told(there[key]),
        placeholder="Choose a scenario",
    )
    earlier = _earlier(there[picked]) if picked in there else None
    if picked in there and earlier is None:
        st.warning("The scorecard that it was made on cannot be read any more.")
    if earlier:
        _carried(chosen, earlier)
        _came_true(chosen, earlier)


def _is_open(one: Listed, chosen: Chosen) -> bool:
    """Whether a scenario was made on what is open, or has the figures of another area of it."""
    if one.position is None:
        return False
    area, period = one.scenario.place
    return period == chosen.period or area != chosen.area


def _is_about(one: Listed, chosen: Chosen) -> bool:
    """Whether a scenario changes any measure of what is open, or the rule of a state of it."""
    figures = chosen.position.figures
    return one.named.opened == chosen.name or any(figures.row_of(each.id) is not None for each in one.scenario.changes)


def _told(one: Listed) -> str:
    place = ", ".join(text for text in (library.title(one.named.opened), one.scenario.period) if text)
    return f"{one.named.name} ({place}; saved {scenario_sentences.moment(one.named.saved)})"


def _earlier(one: Listed) -> Earlier | None:
    """A scenario with where its scorecard stood; None where that cannot be read."""
    scenario = one.scenario
    if one.position is not None:
        return Earlier(one.named.name, scenario, one.position)
    scorecard, _ = library.load(one.named.scorecard)
    if scorecard is None:
        return None
    return Earlier(one.named.name, scenario, scorecard.position(*scenario.place))


def _carried(chosen: Chosen, earlier: Earlier) -> None:
    """What of a scenario fits what is open, what does not and why, and the button that carries it over."""
    st.subheader("Carry it over", anchor=False)
    rebased = rebase(earlier.scenario, earlier.was, chosen.position, chosen.period)
    st.markdown(scenario_sentences.fits(len(rebased.fitting) + len(rebased.rule)))
    if rebased.left:
        figures = earlier.was.figures
        shown = rebased.left[:MOST_LINES]
        st.table(
            {
                "Measure": [literal(scenario_sentences.measure(figures, each.change.id)) for each in shown],
                "What was changed": [literal(_changed(earlier, each.change)) for each in shown],
                "Why it is left behind": [literal(outcome_sentences.WHY[each.why]) for each in shown],
            }
        )
    if (rebased.fitting or rebased.rule) and st.button("Carry it over to these figures", key="rebase"):
        what_if.put_on(chosen, rebased.scenario(chosen.area, chosen.period))


def _changed(earlier: Earlier, change: Change) -> str:
    """What a change set."""
    return f"{scenario_sentences.field(change.field)}: {scenario_sentences.set_to(earlier.was.figures, change)}"


def _came_true(chosen: Chosen, earlier: Earlier) -> None:
    """Each projected value beside what then happened, and the scenario's counts beside the real ones."""
    st.subheader("Did it come true?", anchor=False)
    if not any(change.field == "value" for change in earlier.scenario.changes):
        st.markdown("The scenario projects no figure, so there is nothing that could come true.")
        return
    horizon = earlier.scenario.horizon or ""
    period = chosen.scorecard.period_named(horizon) if horizon else None
    if period is None:
        st.markdown(literal(outcome_sentences.no_figures_yet(horizon, chosen.period)))
    now = chosen.scorecard.position(chosen.area, period) if period else chosen.position
    found = outcome(earlier.scenario, earlier.was, now)
    if not len(found.met):
        st.markdown("None of the projected measures has a figure here.")
        return
    st.table(outcome_sentences.table(found, earlier.was, now))
    then = apply(earlier.scenario, earlier.was)
    won = scenario_sentences.won_by_target(int(won_by_target(earlier.scenario, earlier.was, then).sum()))
    told = f"**As the scenario had it: {wording.count_line(then.counts)}**"
    st.markdown(f"{told} ({won})" if won else told)
    st.markdown(f"**What happened: {wording.count_line(now.counts)}**")
    if found.left:
        names = [scenario_sentences.measure(earlier.was.figures, key) for key in found.left]
        st.caption(literal(f"Without a figure now: {', '.join(names)}."))
