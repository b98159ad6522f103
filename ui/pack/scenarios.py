"""What a pack says of its scenarios: what each changes and why, what that turns, and whose greens a target won."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ragcore import sentences, wording
from ragcore.causes import Cause, causes, won_by_target
from ragcore.compare import differing, flips
from ragcore.flags import flags
from ragcore.headline import headline
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ragcore.scenario import Change, rows_of
from ui import cause_sentences, scenario_sentences, words
from ui.pack.document import Block, Cell, Facts, Heading, PageBreak, Paragraph, Points, Table, Verdict
from ui.pack.measure_names import measure, measure_in, said_of
from ui.pack.pack import Pack, Told

NO_REASON = "No reason was given."
# How many scenarios there is room for beside each other.
_MOST_BESIDE = 4


def recommended(pack: Pack) -> str:
    """What the committee is asked where nobody worded it: to consider the scenarios; '' without any."""
    if not pack.told:
        return ""
    names = [f"“{one.title}”" for one in pack.told]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    what = "scenario" if len(names) == 1 else "scenarios"
    asked = f"The Committee are asked to consider the {what} {listed}"
    return f"{asked}, and to note that the report's figures stay as they are."


def scenario(pack: Pack, one: Told) -> Iterator[Block]:
    """One scenario: the sentence, who made it, before and after, every change with its reason, and what turned what."""
    position = pack.position
    yield PageBreak()
    yield Heading(f"What if: {one.title}")
    yield Paragraph(headline(position, one.scenario, one.after))
    if pack.scorecard.about.illustrative:
        yield Paragraph(pack.scorecard.about.illustrative, stands_out=True)
    yield whose(one)
    yield Heading("Before and after", 2)
    yield _before_and_after(position, one)
    won = np.flatnonzero(won_by_target(one.scenario, position, one.after)).tolist()
    if won:
        names = ", ".join(measure(position, row) for row in won)
        yield Paragraph(f"{scenario_sentences.won_by_target(len(won))}: {names}.", stands_out=True)
    yield Heading("What is changed, and why", 2)
    yield from changes(pack, one)
    yield from _cases(position, one)
    yield Heading("Which ratings change, and why", 2)
    yield from _turned(position, one)


def whose(one: Told) -> Facts:
    """Whose a scenario is, when it was made, what it is about, and its note."""
    made = one.scenario.created
    told = [
        ("Made by", one.author),
        ("Made", scenario_sentences.made(made) if made else ""),
        ("Projected for", one.scenario.horizon or ""),
        ("Note", one.scenario.note),
    ]
    return Facts(tuple((label, text) for label, text in told if text))


def how_counted(pack: Pack) -> Iterator[Block]:
    """How it was found what made a rating another one, once for all scenarios."""
    if any(flips(pack.position, one.after) for one in pack.told):
        yield Heading("How causes are counted")
        yield Paragraph(cause_sentences.METHOD)


def beside(pack: Pack) -> Iterator[Block]:
    """Several scenarios beside each other: the measures in which they differ."""
    position = pack.position
    rows = differing([position, *(one.after for one in pack.told)]).tolist()
    yield PageBreak()
    yield Heading("The scenarios beside each other")
    if not rows:
        yield Paragraph("No measure differs.")
        return
    yield Paragraph(f"{len(rows):,} of {len(position):,} measures differ; the others are left out.")
    for first in range(0, len(pack.told), _MOST_BESIDE):
        some = pack.told[first : first + _MOST_BESIDE]
        told: list[tuple[Cell, ...]] = [
            (
                measure(position, row),
                cause_sentences.stands(position, row),
                *(cause_sentences.stands(one.after, row) for one in some),
            )
            for row in rows
        ]
        header = ("Measure", "As it stands", *(one.title for one in some))
        caption = f"The measures that differ: {', '.join(header[2:])}"
        yield Table(caption, header, tuple(told), (2.0, *[1.6] * (len(header) - 1)))


def _before_and_after(position: Position, one: Told) -> Block:
    """The measures whose figure, target or rating is another one."""
    rows = differing([position, one.after]).tolist()
    if not rows:
        return Paragraph("No measure differs.")
    told: list[tuple[Cell, ...]] = [
        (
            measure(position, row),
            sentences.value_and_count(position, row),
            sentences.value_and_count(one.after, row),
            sentences.target_in_words(position, row),
            sentences.target_in_words(one.after, row),
            Verdict(Rating(position.ratings[row])),
            Verdict(Rating(one.after.ratings[row]), bool(position.ratings[row] != one.after.ratings[row])),
        )
        for row in rows
    ]
    header = ("Measure", "Figure", "Projected", "Target", "Target then", "Rating", "Rating then")
    return Table("The measures that differ, before and after", header, tuple(told), (2.1, 1.5, 1.5, 0.9, 0.9, 1.5, 1.5))


def changes(pack: Pack, one: Told) -> Iterator[Block]:
    """Every change with its reason, the settings of the rule too; then the targets to argue with."""
    figures, settings = pack.position.figures, pack.position.rule.as_settings()
    there = rows_of(one.scenario, pack.position)
    rows: list[tuple[Cell, ...]] = [
        (
            measure_in(pack.position, there[change.id]) if change.id in there else _other(pack.position, change),
            scenario_sentences.field(change.field).capitalize(),
            _was(pack.position, change, there.get(change.id, [])),
            scenario_sentences.set_to(figures, change),
            change.reason or NO_REASON,
        )
        for change in one.scenario.changes
    ]
    rows += [
        (
            "The whole scorecard",
            scenario_sentences.setting(name).capitalize(),
            scenario_sentences.amount(figures, "", name, settings.get(name, "not set")),
            scenario_sentences.amount(figures, "", name, value),
            NO_REASON,
        )
        for name, value in one.scenario.rule.items()
    ]
    if not rows:
        yield Paragraph("Nothing is changed.")
        return
    header = ("Measure", "What", "From", "To", "Why")
    yield Table("Every change, with its reason", header, tuple(rows), (2.4, 1.4, 1.0, 1.0, 2.6))
    earlier = pack.scorecard.earlier_targets(pack.area, pack.period)
    marked = flags(one.scenario, pack.position, earlier)
    if marked:
        yield Heading("Targets to argue with", 2)
        told = [(each.row, cause_sentences.flag(pack.position, each)) for each in marked]
        yield Points(tuple(said_of(pack.position, *each) for each in told))


def _was(position: Position, change: Change, rows: list[int]) -> str:
    """What a change sets something from; rows : those of its measure, which may not be alike in all areas."""
    found = dict.fromkeys(_was_in(position, change, row) for row in rows)
    if not found:
        return "not in this scorecard" if position.figures.row_of(change.id) is None else "not in this area"
    return next(iter(found)) if len(found) < 2 else "not the same in each area"


def _other(position: Position, change: Change) -> str:
    """What a change is of that no row here is of: the scenario may be of another area, or of another scorecard."""
    return scenario_sentences.measure(position.figures, change.id)


def _was_in(position: Position, change: Change, row: int) -> str:
    figures = position.figures
    if change.field == "value":
        return sentences.value(position, row)
    if change.field == "amber":
        size, percent = (part[row] for part in position.tolerance)
        return sentences.tolerance_in_words(float(size), bool(percent), figures.unit[row])
    return wording.target(figures, row, float(getattr(figures, change.field)[row]))


def _cases(position: Position, one: Told) -> Iterator[Block]:
    """How many more or fewer the projected figures are, in what a measure counts; nothing where none is counted."""
    before, after = position.figures, one.after.figures
    moved = np.flatnonzero(before.counted & after.counted & (before.numerator != after.numerator)).tolist()
    if moved:
        yield Heading("What the projected values mean in cases", 2)
        more = (after.numerator - before.numerator).tolist()
        yield Points(
            tuple(f"{measure(position, row)}: {sentences.cases_in_words(position, row, more[row])}." for row in moved)
        )


def _turned(position: Position, one: Told) -> Iterator[Block]:
    found = causes(one.scenario, position)
    if not found.flips:
        yield Paragraph("No rating is another one than as it stands.")
        return
    told = [(each.row, cause_sentences.flip(position, found, at)) for at, each in enumerate(found.flips)]
    yield Points(tuple(said_of(position, *each) for each in told))
    there = [rating for rating in wording.ORDER if rating in RAG or any(each[rating] for each in found.net.values())]
    rows = [
        (cause_sentences.CAUSES[cause], *(cause_sentences.signed(found.net[cause][rating]) for rating in there))
        for cause in Cause
        if any(found.net[cause].values())
    ]
    together = [cause_sentences.signed(sum(net[rating] for net in found.net.values())) for rating in there]
    header = ("What made it so", *(words.badge(rating) for rating in there))
    yield Table("What turned the counts", header, (*rows, ("Together", *together)), (1.4, *[1.0] * len(there)))
