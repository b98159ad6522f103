"""Sentences that say why a rating is another one, and what has to be known of a target that was moved."""

from __future__ import annotations

from ragcore import sentences
from ragcore.causes import Cause, Causes, Parts
from ragcore.flags import Flag, FlagKind
from ragcore.position import Position
from ragcore.wording import short_name, target
from ui import words
from ui.scenario_sentences import field

CAUSES = {
    Cause.PERFORMANCE: "Projected performance",
    Cause.TARGET: "Moved targets",
    Cause.RULE: "A changed tolerance or rule",
    Cause.EITHER: "Any one of several alone would do",
    Cause.TOGETHER: "Only several together",
}
METHOD = (
    "Each rating that changed is tried with the projected figures alone, the moved targets alone and the changed "
    "tolerance or rule alone, and then with several of them together. What the fewest of them make is what turned it, "
    "so every change counts once and the numbers add up."
)
_PARTS = {
    Cause.PERFORMANCE: "the projected figure",
    Cause.TARGET: "the moved target",
    Cause.RULE: "the changed tolerance or rule",
}


def flip(position: Position, causes: Causes, at: int) -> str:
    """'Repeat referrals: red to amber. The moved target does it.'."""
    change = causes.flips[at]
    name = short_name(position.figures, change.row)
    return f"{name}: {change.before.word} to {change.after.word}. {why(causes, at)}"


def why(causes: Causes, at: int) -> str:
    """What made one flip, in a sentence."""
    cause = Cause(causes.cause[at])
    if cause == Cause.EITHER:
        return f"{_capital(_listed(causes.alone[at], 'or'))} would do it alone."
    if cause == Cause.TOGETHER:
        ways = sorted(causes.together[at], key=sorted)
        return f"{_capital('; or '.join(_listed(way, 'and') for way in ways))}: only together."
    return f"{_capital(_PARTS[cause])} does it."


def flag(position: Position, told: Flag) -> str:
    """What has to be known of one target that was moved."""
    figures = position.figures
    than = target(figures, told.row, told.than)
    name = figures.benchmark_name[told.row]
    facts = {
        FlagKind.LAST_OUTTURN: f"easier than the latest figure, {than}",
        FlagKind.AS_IT_STANDS: f"easier than the target of the scorecard, {than}",
        FlagKind.PERIOD_BEFORE: f"easier than the target of the period before, {than}",
        FlagKind.BENCHMARK: f"worse than the published benchmark, {than}{f' ({name})' if name else ''}",
    }
    shown = target(figures, told.row, told.target)
    a = "an" if told.field == "target_high" else "a"
    return f"{short_name(figures, told.row)}: {a} {field(told.field)} of {shown} is {facts[told.kind]}."


def stands(position: Position, row: int) -> str:
    """How one measure stands: figure, target and rating."""
    aim = sentences.target_in_words(position, row)
    shown = f"target {aim}" if aim != "no target" else aim
    return f"{sentences.value(position, row)}, {shown}: {words.badge(position.ratings[row])}"


def signed(count: int) -> str:
    """A difference with its sign.

    >>> signed(2), signed(-1) == "\N{MINUS SIGN}1", signed(0)
    ('+2', True, '0')
    """
    return f"+{count:,}" if count > 0 else f"\N{MINUS SIGN}{-count:,}" if count else "0"


def _listed(parts: Parts, joined: str) -> str:
    names = [_PARTS[part] for part in sorted(parts)]
    return f"{', '.join(names[:-1])} {joined} {names[-1]}" if len(names) > 1 else names[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
