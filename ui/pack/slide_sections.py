"""What the slides of a pack say: what its documents say, in fewer words and under more titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ragcore import sentences, wording
from ragcore.gap import Way, way_to
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ui import words
from ui.pack.contents import AS_IT_STANDS, counts_table, counts_told, cover_page, dissent, legend, origin
from ui.pack.document import Block, Cell, Facts, Heading, PageBreak, Paragraph, Picture, Table
from ui.pack.measure_names import measure
from ui.pack.pack import Pack, Told
from ui.pack.scenarios import beside, scenario
from ui.pack.slide_flow import Bars, Content

IN_FULL = "The Word document and the workbook of this pack have every measure, and every text in full."


@dataclass(frozen=True)
class Section:
    """What stands under one title, on as many slides as it takes."""

    title: str
    blocks: tuple[Content, ...]


def cover(pack: Pack) -> tuple[Content, ...]:
    """What stands below the title of the first slide: facts and a caution, and no text that would fill it."""
    found = tuple(_until_heading(_contents(cover_page(pack))))
    facts = [block for block in found if isinstance(block, Facts)]
    cautions = [block for block in found if isinstance(block, Paragraph) and block.stands_out]
    body = pack.scorecard.about.body
    return (*([Paragraph(body)] if body else []), *facts, *cautions)


def sections(pack: Pack) -> Iterator[Section]:
    """All but the first slide, in the order of the documents."""
    yield from _asked(pack)
    yield _stands(pack)
    yield _whole(legend(pack))
    yield from _set_out(pack.position)
    for one in pack.told:
        yield from _what_if(pack, one)
    if len(pack.told) > 1:
        together = _whole(beside(pack))
        yield replace(together, blocks=(*_counts(pack), *together.blocks))
    if pack.cover.dissent:
        yield _whole(dissent(pack))
    last = _whole(origin(pack))
    yield replace(last, blocks=(*last.blocks, Paragraph(IN_FULL)))


def _asked(pack: Pack) -> Iterator[Section]:
    """The purpose and the recommendation, on one slide where there is room."""
    blocks = tuple(_contents(cover_page(pack)))
    blocks = blocks[len(tuple(_until_heading(blocks))) :]
    names = [block.text for block in blocks if isinstance(block, Heading)]
    if len(names) == 1:
        blocks = blocks[1:]
    if names:
        yield Section(" and ".join(names).capitalize(), blocks)


def _stands(pack: Pack) -> Section:
    position = pack.position
    told = [f"{wording.count_line(position.counts)}. {sentences.totals(position)}."]
    key = wording.key_line(position.key_counts)
    told += [f"{key}."] if key else []
    alone = replace(pack, told=())
    return Section("Where it stands", (*map(Paragraph, told), _bars(alone)))


def _set_out(position: Position) -> Iterator[Section]:
    """The key indicators, or all where none is one, set out under Green, Amber and Red; nothing of no indicators."""
    key = np.flatnonzero(position.figures.key).tolist()
    shown = key or list(range(len(position)))
    if not shown:
        return
    title, way = "Key indicators" if key else "All indicators", way_to(position)
    rows = {rating: [row for row in shown if position.ratings[row] == rating] for rating in wording.ORDER}
    without = " ".join(f"{words.badge(rating)}: none." for rating in RAG if not rows[rating])
    blocks: list[Content] = [Paragraph(without)] if without else []
    for rating, some in rows.items():
        if some:
            blocks.append(Heading(f"{words.badge(rating)}: {len(some):,}", 2))
            caption = f"{title}, {wording.word(rating).lower()}"
            blocks.append(_measures(position, some, way, caption))
    yield Section(title, tuple(blocks))


def _measures(position: Position, rows: list[int], way: Way, caption: str) -> Table:
    told: list[tuple[Cell, ...]] = []
    for row in rows:
        published = sentences.published(position, row)
        figure = f"{sentences.value_and_count(position, row)}{f' ({published})' if published else ''}"
        target = sentences.target_in_words(position, row)
        told.append((measure(position, row), figure, target, sentences.way_in_words(position, row, way)))
    header = ("Measure", "Figure", "Target", "What it would take")
    return Table(caption, header, tuple(told), (2.9, 1.9, 0.9, 4.3))


def _what_if(pack: Pack, one: Told) -> Iterator[Section]:
    """One scenario: its sentence with the counts before and after, then all that it changes, and why."""
    title, *blocks = _contents(scenario(pack, one))
    lead = tuple(_until_heading(blocks))
    told = [block for block in lead if not isinstance(block, Facts)]
    facts = [block for block in lead if isinstance(block, Facts)]
    yield Section(_said(title), (*told, *_counts(replace(pack, told=(one,)))))
    yield Section(f"{one.title}: what changes, and why", (*facts, *blocks[len(lead) :]))


def _counts(pack: Pack) -> tuple[Content, ...]:
    """The counts as bars, and as the table of their figures."""
    return _bars(pack), counts_table(pack)


def _bars(pack: Pack) -> Bars:
    shown = {AS_IT_STANDS: pack.position.counts} | {one.title: one.after.counts for one in pack.told}
    ratings = [each for each in wording.ORDER if each != Rating.UNRATED or any(of[each] for of in shown.values())]
    return Bars(tuple(shown.items()), tuple(ratings), counts_told(shown))


def _whole(blocks: Iterable[Block]) -> Section:
    """All of it under the heading that it begins with."""
    title, *others = _contents(blocks)
    return Section(_said(title), tuple(others))


def _said(block: Content) -> str:
    return block.text if isinstance(block, Heading) else ""


def _until_heading(blocks: Iterable[Content]) -> Iterator[Content]:
    for block in blocks:
        if isinstance(block, Heading):
            return
        yield block


def _contents(blocks: Iterable[Block]) -> Iterator[Content]:
    """Without what slides have in another way: a slide is a page, and its charts can be edited."""
    return (block for block in blocks if not isinstance(block, PageBreak | Picture))
