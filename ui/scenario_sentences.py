"""Sentences about scenarios: what became of them, what they change, whose targets moved."""

from __future__ import annotations

from datetime import UTC, datetime

from ragcore.figures import Figures
from ragcore.rule import Tolerance
from ragcore.scenario import Change
from ragcore.sentences import tolerance_in_words
from ragcore.wording import decimals_needed, digits, figure, short_name, target
from store import Entry, Named, Saved, What

# Of a list of measures in a sentence.
MOST_NAMED = 5
_FIELDS = {
    "value": "projected value",
    "target": "target",
    "target_low": "lower target",
    "target_high": "upper target",
    "amber": "tolerance",
}
_RULE = {
    "amber": "tolerance of the scorecard",
    "green_within": "how far short is still green",
    "improved": "amber if improved",
    "as_shown": "rating as shown",
    "horizon": "time that projected values are for",
}


def moment(at: datetime) -> str:
    """A point in time as a page tells it.

    >>> moment(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    '5 Jan 2026, 09:00 UTC'
    """
    return f"{at.astimezone(UTC):%-d %b %Y, %H:%M} UTC"


def made(text: str) -> str:
    """A point in time as a scenario file writes it; 'at an unknown time' where it has none.

    >>> made("2026-01-05T09:00:00Z"), made("")
    ('5 Jan 2026, 09:00 UTC', 'at an unknown time')
    """
    try:
        at = datetime.fromisoformat(text)
        return moment(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return "at an unknown time"


def by(author: str) -> str:
    """Who did something, as the end of a sentence.

    >>> by("Ann"), by("")
    (' by Ann', '')
    """
    return f" by {author}" if author else ""


def changes(count: int) -> str:
    """How many changes.

    >>> changes(1), changes(2)
    ('1 change', '2 changes')
    """
    return f"{count:,} {'change' if count == 1 else 'changes'}"


def fits(count: int) -> str:
    """How many changes fit other figures.

    >>> fits(0), fits(1)
    ('None of its changes fits these figures.', '1 change fits these figures.')
    """
    return (
        f"{changes(count)} {'fits' if count == 1 else 'fit'} these figures."
        if count
        else "None of its changes fits these figures."
    )


def field(name: str) -> str:
    """What a change sets, in words."""
    return _FIELDS.get(name, name)


def setting(name: str) -> str:
    """What a scenario sets for the whole scorecard, in words."""
    return _RULE.get(name, name)


def set_to(figures: Figures, change: Change) -> str:
    """What a change sets something to, with its unit where the indicator is known."""
    return amount(figures, change.id, change.field, change.value)


def amount(figures: Figures, indicator_id: str, name: str, to: object) -> str:
    """A figure that a change sets, or a setting of the rule, in words; 'as in the scorecard' for None.

    >>> figures = Figures.of(id=["calls"], unit=["%"])
    >>> amount(figures, "calls", "amber", 2.0), amount(figures, "", "as_shown", True)
    ('2 points', 'yes')
    """
    row = figures.row_of(indicator_id)
    if to is None:
        return "as in the scorecard"
    if isinstance(to, bool):
        return "yes" if to else "no"
    if name == "amber" and row is not None and isinstance(to, str | float | int):
        # 2 of a percentage are points, and no share of the target.
        tolerance = Tolerance.parse(to)
        return tolerance_in_words(tolerance.size, tolerance.percent, figures.unit[row])
    if not isinstance(to, float | int):
        return str(to)
    if row is None:
        return digits(to, decimals_needed(to))
    return figure(figures, row, to, max(int(figures.decimals[row]), 0)) if name == "value" else target(figures, row, to)


def measure(figures: Figures, indicator_id: str) -> str:
    """The name of a measure that fits a row; its id where the scorecard does not have it."""
    row = figures.row_of(indicator_id)
    return indicator_id if row is None else short_name(figures, row)


def kept(named: Named | None, on_it: bool) -> str:
    """Where what is on screen is kept; named : the scenario that it was made of, on_it : whether it still is that."""
    if named is None:
        return "Every step is kept: the address of this page leads back here."
    return f"Saved as {named.name}." if on_it else f"Changed since it was saved as {named.name}; every step is kept."


def saved(what: str, told: Saved) -> str:
    """What became of a scenario that was saved, renamed or copied; what : the word for it."""
    name = told.named.name
    if told.beside is None:
        return f"{what.capitalize()} as {name}."
    other = told.beside
    return (
        f"{what.capitalize()} as {name}, because there is another scenario with that name, saved {moment(other.saved)}"
        f"{by(other.author)}. Both are kept."
    )


def entry(told: Entry) -> str:
    """One thing that became of a name."""
    return {
        What.SAVED: f"saved as {told.name}",
        What.REPOINTED: f"{told.name} was saved again, as it was then",
        What.RENAMED: f"renamed from {told.before} to {told.name}",
        What.COPIED: f"copied from {told.before}, as {told.name}",
        What.DELETED: f"{told.name} was deleted",
    }[told.what]


def deleted(name: str) -> str:
    """What became of a scenario that was deleted."""
    return f"{name} was deleted. Links to it still show it."


def won_by_target(count: int) -> str:
    """How many greens are green only because their target was moved; '' where none is.

    >>> won_by_target(0), won_by_target(1), won_by_target(2)
    ('', '1 green by a moved target', '2 greens by a moved target')
    """
    return f"{count:,} {'green' if count == 1 else 'greens'} by a moved target" if count else ""


def others(names: list[str], then: str = "Reset all takes that back too.") -> str:
    """What a scenario changes that the board has no slider for, and what becomes of it; '' where that is nothing.

    >>> others(["Calls answered", "the rule"])
    'It also changes what has no slider here: Calls answered, the rule. Reset all takes that back too.'
    """
    told = (
        f"{', '.join(names[:MOST_NAMED])}{f' and {len(names) - MOST_NAMED:,} more' if len(names) > MOST_NAMED else ''}"
    )
    return f"It also changes what has no slider here: {told}. {then}" if names else ""
