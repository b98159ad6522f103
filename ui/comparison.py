"""Scenarios side by side: counts and tiles, what differs, what went where, and what made it so."""

from __future__ import annotations

import streamlit as st

from ragcore import wording
from ragcore.causes import Cause, causes, won_by_target
from ragcore.compare import differing, matrix
from ragcore.flags import flags
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ui import cause_sentences, charts, scenario_sentences, status, words
from ui.compared import AS_IT_STANDS, MEASURE, Compared
from ui.literal import literal
from ui.state import Chosen

MOST_LINES = 200


def side_by_side(position: Position, compared: list[Compared], theme: str) -> None:
    """The counts and the tiles of the scorecard as it stands and of each scenario, as columns."""
    shown = [(AS_IT_STANDS, position, "")] + [
        (
            one.title,
            one.after,
            scenario_sentences.won_by_target(int(won_by_target(one.scenario, position, one.after).sum())),
        )
        for one in compared
    ]
    most = {rating: max(stands.counts[rating] for _, stands, _ in shown) for rating in wording.ORDER}
    for place, (column, (title, stands, won)) in enumerate(zip(st.columns(len(shown)), shown, strict=True)):
        with column:
            st.subheader(literal(title), anchor=False)
            status.count_lines(stands)
            st.altair_chart(
                charts.tiles(charts.tile_frame(stands), theme, 5, most),
                key=f"tiles-{place}",
                width="content",
                theme=None,
                alt=f"{title}: each measure as a tile with its symbol. {wording.count_line(stands.counts)}.",
            )
            if won:
                st.markdown(f"*{won}*")


def bars(position: Position, compared: list[Compared], theme: str) -> None:
    """The counts as bars, one for the scorecard as it stands and one for each scenario, and as a table."""
    shown = {AS_IT_STANDS: position} | {one.title: one.after for one in compared}
    told = "; ".join(f"{title}: {wording.count_line(stands.counts)}" for title, stands in shown.items())
    drawn = charts.bars(charts.count_frame(shown), list(shown), theme)
    st.altair_chart(drawn, key="bars", theme=None, width="stretch", alt=f"How many measures have each rating. {told}.")


def table(position: Position, compared: list[Compared]) -> None:
    """The measures that differ, before and after, with every flip marked."""
    rows = differing([position, *(one.after for one in compared)]).tolist()
    if not rows:
        st.markdown("No measure differs.")
        return
    st.caption(f"{len(rows):,} of {len(position):,} measures differ; the others are left out.")
    shown = rows[:MOST_LINES]
    told = {MEASURE: [literal(wording.short_name(position.figures, row)) for row in shown]}
    told[AS_IT_STANDS] = [_cell(position, row) for row in shown]
    for one in compared:
        told[literal(one.title)] = [_cell(one.after, row, position) for row in shown]
    st.table(told)
    if len(rows) > len(shown):
        st.caption(f"And {len(rows) - len(shown):,} more, which are in the files below.")


def _cell(stands: Position, row: int, before: Position | None = None) -> str:
    """The same as Markdown; a rating that is another than before stands out, with what it was."""
    told = literal(cause_sentences.stands(stands, row))
    if before is None or before.ratings[row] == stands.ratings[row]:
        return told
    return f"**{told}** (was {words.badge(before.ratings[row])})"


def explained(chosen: Chosen, one: Compared) -> None:
    """What one scenario turns, and what turned it: from-to, causes, each flip, and targets that ask for an argument."""
    position = chosen.position
    st.subheader(literal(one.title), anchor=False)
    found = causes(one.scenario, position)
    if not found.flips:
        st.markdown("No rating is another one than as it stands.")
    else:
        across, beside = st.columns(2, gap="large")
        with across:
            _matrix(position, one.after)
        with beside:
            _causes(found.net)
        lines = [cause_sentences.flip(position, found, at) for at in range(len(found.flips))]
        st.markdown("\n".join(f"- {literal(line)}" for line in lines[:MOST_LINES]))
    marked = flags(one.scenario, position, chosen.scorecard.earlier_targets(chosen.area, chosen.period))
    if marked:
        st.markdown("**Targets to argue with**")
        st.markdown("\n".join(f"- {literal(cause_sentences.flag(position, each))}" for each in marked[:MOST_LINES]))


def _matrix(before: Position, after: Position) -> None:
    """How many measures went from each rating to each other."""
    counts = matrix(before, after)
    there = [rating for rating in wording.ORDER if counts[rating].any() or counts[:, rating].any()]
    told = {"From \\ to": [words.badge(rating) for rating in there]}
    told |= {words.badge(to): [f"{counts[was, to]:,}" for was in there] for to in there}
    st.markdown("**From what to what**")
    st.table(told)


def _causes(net: dict[Cause, dict[Rating, int]]) -> None:
    """What made the counts others: for each cause how many more or fewer, and the sum."""
    there = [rating for rating in wording.ORDER if rating in RAG or any(each[rating] for each in net.values())]
    causes_there = [cause for cause in Cause if any(net[cause].values())]
    told = {"What made it so": [*(cause_sentences.CAUSES[cause] for cause in causes_there), "**Together**"]}
    for rating in there:
        numbers = [net[cause][rating] for cause in causes_there]
        told[words.badge(rating)] = [
            *map(cause_sentences.signed, numbers),
            f"**{cause_sentences.signed(sum(numbers))}**",
        ]
    st.markdown("**What turned it?**")
    st.table(told)
