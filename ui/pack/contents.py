"""What a pack says, in the order of the founding report: the one content of its Word, PDF and HTML documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

import numpy as np

from ragcore import sentences, wording
from ragcore.gap import way_to
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ui import charts, words
from ui.pack.document import (
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Points,
    Table,
    Verdict,
)
from ui.pack.measure_names import in_area
from ui.pack.pack import LABELS, Pack
from ui.pack.scenarios import beside, how_counted, recommended, scenario

AS_IT_STANDS = "As it stands"
_STANDS, _IN_DETAIL, _ALL = "Where it stands", "Key indicators in detail", "All indicators"
NOTHING_CHANGES = "Nothing here changes the report: a scenario is a sum over its figures."
# Paper is white.
THEME = "light"
# Where a link may lead: nothing else of an address is known to be one of the app.
_SCHEMES = ("https://", "http://")
# Enough of it to tell one scorecard from another.
_HASH_SHOWN = 12
# What stands beside a label on the cover; the longer texts are paragraphs under headings of their own.
_BESIDE = ("committee", "date", "author", "contact")


def document(pack: Pack) -> Document:
    """The whole of it."""
    return replace(outline(pack), blocks=tuple(_parts(pack, _stands(pack), _appendices(pack))))


def headings(pack: Pack) -> list[Heading]:
    """The headings of the document, without what takes long: its chart, and the appendices of many measures."""
    appendices = (Heading(title) for title, _ in _numbered(pack.position))
    return [each for each in _parts(pack, [Heading(_STANDS)], appendices) if isinstance(each, Heading)]


def _parts(pack: Pack, stands: Iterable[Block], appendices: Iterable[Block]) -> Iterator[Block]:
    """All in its order."""
    return chain(
        cover_page(pack),
        legend(pack),
        stands,
        _key(pack.position),
        chain.from_iterable(scenario(pack, one) for one in pack.told),
        beside(pack) if len(pack.told) > 1 else (),
        dissent(pack),
        appendices,
        how_counted(pack),
        origin(pack),
    )


def outline(pack: Pack) -> Document:
    """What it is called, what stands at the foot of each page and where it may lead, and no block yet."""
    about = pack.scorecard.about
    return Document(
        title=pack.title,
        subtitle=", ".join(filter(None, [about.body, pack.place])),
        author=pack.cover.author,
        footer=". ".join(filter(None, [pack.title, pack.place, about.illustrative and "Illustrative figures"])),
        blocks=(),
        links=tuple(link for link in (pack.link, *(one.link for one in pack.told)) if link.startswith(_SCHEMES)),
    )


def counts_table(pack: Pack) -> Table:
    """How many measures have each rating: as it stands, and under each scenario."""
    shown = {AS_IT_STANDS: pack.position} | {one.title: one.after for one in pack.told}
    there = [r for r in wording.ORDER if r != Rating.UNRATED or any(each.counts[r] for each in shown.values())]
    rows = [(title, *(f"{each.counts[r]:,}" for r in there)) for title, each in shown.items()]
    header = ("Scenario" if pack.told else "Scorecard", *(words.badge(rating) for rating in there))
    return Table("How many measures have each rating", header, tuple(rows), (1.4, *[1.0] * len(there)))


def counts_picture(pack: Pack) -> Picture:
    """The same as bars."""
    shown = {AS_IT_STANDS: pack.position} | {one.title: one.after for one in pack.told}
    drawn = charts.bars(charts.count_frame(shown), list(shown), THEME).properties(width=520)
    return Picture("counts", drawn.to_dict(), counts_told({title: each.counts for title, each in shown.items()}))


def counts_told(shown: Mapping[str, dict[Rating, int]]) -> str:
    """The bars in words; shown : the counts of each, by its title."""
    told = "; ".join(f"{title}: {wording.count_line(counts)}" for title, counts in shown.items())
    return f"Bars of how many measures have each rating. {told}."


def cover_page(pack: Pack) -> Iterator[Block]:
    """What stands beside a label, cautions and notes; then the purpose and the recommendation under headings."""
    cover = pack.cover
    texts = {"date": wording.day(cover.date)}
    told = [(LABELS[name], texts.get(name, getattr(cover, name))) for name in _BESIDE]
    yield Facts(tuple((label, text) for label, text in [*told, *_place(pack)] if text))
    if pack.scorecard.about.illustrative:
        yield Paragraph(pack.scorecard.about.illustrative, stands_out=True)
    yield from _paragraphs(pack.scorecard.about.note)
    if cover.purpose:
        yield Heading(LABELS["purpose"])
        yield from _paragraphs(cover.purpose)
    recommendation = cover.recommendation or recommended(pack)
    if recommendation:
        yield Heading(LABELS["recommendation"])
        yield from _paragraphs(recommendation)


def _place(pack: Pack) -> list[tuple[str, str]]:
    """The area and the period that it is about, each beside its label; '' where it is about several."""
    return [("Area", pack.area or ""), ("Period", pack.period or "")]


def _paragraphs(text: str) -> Iterator[Block]:
    """What was typed on lines of its own is a paragraph of its own."""
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def legend(pack: Pack) -> Iterator[Block]:
    """The rule spelled out; a figure without a target is told of only where there is one."""
    told = sentences.legend(pack.position) | {Rating.UNAVAILABLE: "there is no figure. It is never counted as red."}
    if any(each.counts[Rating.UNRATED] for each in (pack.position, *(one.after for one in pack.told))):
        told[Rating.UNRATED] = "there is a figure, and no target to rate it against."
    rows = tuple((Verdict(rating), f"{means[:1].upper()}{means[1:]}") for rating, means in told.items())
    yield Heading("What the ratings mean")
    yield Table("What the ratings mean", ("Rating", "What it means"), rows, (1.6, 8.4))


def _stands(pack: Pack) -> Iterator[Block]:
    position = pack.position
    yield Heading(_STANDS)
    yield Paragraph(f"{wording.count_line(position.counts)}. {sentences.totals(position)}.")
    key = wording.key_line(position.key_counts)
    if key:
        yield Paragraph(f"{key}.")
    yield counts_picture(pack)
    yield counts_table(pack)


def _key(position: Position) -> Iterator[Block]:
    """The key indicators set out under Green, Amber and Red; nothing where there are none."""
    key = np.flatnonzero(position.figures.key)
    if not key.size:
        return
    yield Heading("Key indicators")
    for rating in wording.ORDER:
        rows = [row for row in key.tolist() if position.ratings[row] == rating]
        if rating in RAG or rows:
            yield Heading(f"{words.badge(rating)}: {len(rows):,}", 2)
            yield Points(tuple(_key_line(position, row) for row in rows)) if rows else Paragraph("None.")


def _key_line(position: Position, row: int) -> str:
    told = sentences.published(position, row)
    name = f"{position.figures.indicator[row]}{in_area(position, row)}"
    return f"{name}: {sentences.value_and_count(position, row)}{f' ({told})' if told else ''}"


def dissent(pack: Pack) -> Iterator[Block]:
    """What somebody wants minuted against it; nothing where nobody does."""
    if pack.cover.dissent:
        yield Heading(LABELS["dissent"])
        yield from _paragraphs(pack.cover.dissent)


def _numbered(position: Position) -> list[tuple[str, Callable[[], Table]]]:
    """The heading of each appendix, with what makes its table."""
    key, every = np.flatnonzero(position.figures.key).tolist(), list(range(len(position)))
    whole = f"Appendix{' 2' if key else ''}: {_ALL}"
    found: list[tuple[str, Callable[[], Table]]] = [(whole, lambda: _list(position, every, _ALL))]
    return [(f"Appendix 1: {_IN_DETAIL}", lambda: _detail(position, key, _IN_DETAIL)), *found] if key else found


def _appendices(pack: Pack) -> Iterator[Block]:
    for title, table in _numbered(pack.position):
        yield PageBreak()
        yield Heading(title)
        yield table()


def _detail(position: Position, rows: list[int], title: str) -> Table:
    """Each measure with its figure and the counts behind it, its rating, where it is going and the way to green."""
    way, (header, wide, found) = way_to(position), told_apart(position, ())
    going = [sentences.direction(position, row) or "not known" for row in range(len(position))]
    is_known = any(going[row] != "not known" for row in rows)
    told: list[tuple[Cell, ...]] = [
        (
            position.figures.indicator[row],
            *(texts[row] for texts in found),
            sentences.value_and_count(position, row),
            sentences.target_in_words(position, row),
            Verdict(Rating(position.ratings[row])),
            *([going[row]] if is_known else []),
            sentences.way_in_words(position, row, way),
        )
        for row in rows
    ]
    since, room = (["Since the last period"], [1.2]) if is_known else ([], [])
    columns = ("Measure", *header, "Figure", "Target", "Rating", *since, "What it would take")
    return Table(title, columns, tuple(told), (2.7, *wide, 1.6, 1.0, 1.6, *room, 2.7))


def _list(position: Position, rows: list[int], title: str) -> Table:
    header, wide, found = told_apart(position, ("service",))
    told: list[tuple[Cell, ...]] = [
        (
            position.figures.indicator[row],
            *(texts[row] for texts in found),
            sentences.value(position, row),
            sentences.target_in_words(position, row),
            Verdict(Rating(position.ratings[row])),
        )
        for row in rows
    ]
    columns = ("Measure", *header, "Figure", "Target", "Rating")
    return Table(title, columns, tuple(told), (3.6, *wide, 1.2, 1.2, 1.5))


def told_apart(position: Position, also: tuple[str, ...]) -> tuple[list[str], list[float], list[list[str]]]:
    """The columns that tell one row from another: area and period where there are several; their widths and texts.

    also : the columns that are of use as soon as they say anything
    """
    columns = {name: getattr(position.figures, name).tolist() for name in ("area", "period", *also)}
    shown = {name: texts for name, texts in columns.items() if any(texts) and (name in also or len(set(texts)) > 1)}
    texts = [[text or "not said" for text in found] for found in shown.values()]
    return [name.capitalize() for name in shown], [1.4] * len(shown), texts


def origin(pack: Pack) -> Iterator[Block]:
    """Where all this comes from, so that whoever finds the page later finds the figures."""
    about = pack.scorecard.about
    yield Heading("Where this comes from")
    told = [
        ("Scorecard", pack.scorecard.about.title or pack.called),
        *_place(pack),
        ("Figures", f"{pack.scorecard.hash[:_HASH_SHOWN]} (the beginning of their hash)"),
        ("Link", pack.link),
        *((f"Scenario: {one.title}", one.version and f"version {one.version}") for one in pack.told),
        *((f"Link to {one.title}", one.link) for one in pack.told),
        ("Source", about.source),
        ("Licence", about.licence),
        ("Attribution", about.attribution),
        ("Made", pack.made),
    ]
    yield Facts(tuple((label, text) for label, text in told if text))
    if pack.told:
        yield Paragraph(NOTHING_CHANGES)
