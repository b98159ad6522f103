"""The formulas that rate a measure in a workbook: the edges of `ragcore.limits`, in the words of a spreadsheet.

Source: docs/method.md#edges

Each is a template over the names of cells: those of the measure's row, and those of the rule (`rule_...`). Every
function in them is one that Excel of 2016 and LibreOffice have, and none is worked out again without need.
"""

from __future__ import annotations

from collections.abc import Mapping

from ragcore.limits import SLACK
from ragcore.rating import Rating
from ragcore.rounding import MOST_SLACK
from ui.words import badge

# No edge on a side: no figure is as far out, and a cell cannot hold infinity.
NO_EDGE = 1e300
YES, NO = "yes", "no"

_SLACK, _FAR = f"{SLACK:.0E}", f"{NO_EDGE:.0E}"
_GREEN, _AMBER, _RED = badge(Rating.GREEN), badge(Rating.AMBER), badge(Rating.RED)
_IMPROVED = 'OR({rule_improved}="also",{rule_improved}="instead")'


def _rounded(value: str) -> str:
    """A value rounded half up to its decimals, where it is rated as shown (`ragcore.rounding.half_up`)."""
    power = "10^{decimals}"
    scaled = f"ABS({value})*{power}"
    whole = f"INT({scaled}+0.5+MIN({scaled}*{_SLACK},{MOST_SLACK}))"
    shown = f"IF({scaled}<2^53,SIGN({value})*{whole}/{power},{value})"
    return f'IF(ISNUMBER({value}),IF({{rule_as_shown}}="{YES}",{shown},{value}),"")'


def _tolerance(own: str, rules: str, assumed: str) -> str:
    """What a measure's own tolerance says, else the rule's, else the one that is assumed for its unit."""
    return f"IF(ISNUMBER({{amber}}),{own},IF(ISNUMBER({{rule_amber}}),{rules},{assumed}))"


def _beyond(size: str, percent: str, target: str) -> str:
    """How far beyond a target a tolerance reaches."""
    return f'IF({percent}="{YES}",ABS({target})*N({size})/100,N({size}))'


def _edge(target: str, side: str, beyond: str) -> str:
    """An edge beyond a target, let out by the slack of its larger term."""
    return f"{target}{side}{beyond}{side}{_SLACK}*MAX(ABS({target}),{beyond})"


def _green(target: str, side: str, other: str) -> str:
    within = _beyond("{rule_green_within}", "{rule_green_percent}", target)
    edge = f'IF({{polarity}}="{other}",{side}{_FAR},{_edge(target, side, within)})'
    return f'IF(ISNUMBER({target}),{edge},"")'


def _amber(target: str, side: str, other: str) -> str:
    beyond = _edge(target, side, _beyond("{size}", "{percent}", target))
    stated = f"{{amber_limit}}{side}{_SLACK}*ABS({{amber_limit}})"
    edge = f"IF(ISNUMBER({{amber_limit}}),{stated},{beyond})"
    anything = f'OR({{polarity}}="{other}",{{rule_improved}}="instead")'
    return f'IF(ISNUMBER({target}),IF({anything},{side}{_FAR},{edge}),"")'


def _better(target: str, side: str, other: str) -> str:
    """What a value must be beyond, and not only on, to be better than the previous one; no previous, nothing is."""
    inward = "+" if side == "-" else "-"
    edge = f"IF(ISNUMBER({{before}}),{{before}}{inward}2*{_SLACK}*ABS({{before}}),{inward}{_FAR})"
    asked = f'AND({{polarity}}<>"{other}",{_IMPROVED})'
    return f'IF(ISNUMBER({target}),IF({asked},{edge},{side}{_FAR}),"")'


def _rating() -> str:
    low = "OR({worth}>={green_low},AND({worth}>={amber_low},{worth}>{better_low}))"
    high = "OR({worth}<={green_high},AND({worth}<={amber_high},{worth}<{better_high}))"
    rated = (
        # A band that is upside down holds nothing.
        f'IF({{green_low}}>{{green_high}},"{_RED}",'
        f'IF(AND({{worth}}>={{green_low}},{{worth}}<={{green_high}}),"{_GREEN}",IF(AND({low},{high}),"{_AMBER}","{_RED}")))'
    )
    nothing, no_target = badge(Rating.UNAVAILABLE), badge(Rating.UNRATED)
    return f'IF(NOT(ISNUMBER({{worth}})),"{nothing}",IF(NOT(ISNUMBER({{low}})),"{no_target}",{rated}))'


def _gap() -> str:
    """How far it is to green, without the slack."""
    below, above = (_beyond("{rule_green_within}", "{rule_green_percent}", target) for target in ("{low}", "{high}"))
    short = f'IF({{polarity}}="lower",0,{{low}}-{below}-{{worth}})'
    over = f'IF({{polarity}}="higher",0,{{worth}}-{{high}}-{above})'
    known = "AND(ISNUMBER({worth}),ISNUMBER({low}))"
    return f'IF({{rating}}="{_GREEN}",0,IF({known},IF({{green_low}}>{{green_high}},"",MAX(0,{short},{over})),""))'


def _target(own: str) -> str:
    """The target of one edge, where the measure has all that it needs."""
    band = f'IF(AND(ISNUMBER({{target}}),ISNUMBER({{target_high}})),{own},"")'
    one = 'IF(AND(ISNUMBER({target}),{polarity}<>"none"),{target},"")'
    return f'IF({{polarity}}="band",{band},{one})'


FORMULAS: dict[str, str] = {
    "worth": _rounded("{value}"),
    "before": _rounded("{previous}"),
    "size": _tolerance("{amber}", "{rule_amber}", "{assumed}"),
    "percent": _tolerance("{amber_percent}", "{rule_amber_percent}", "{assumed_percent}"),
    "low": _target("{target}"),
    "high": _target("{target_high}"),
    "green_low": _green("{low}", "-", "lower"),
    "green_high": _green("{high}", "+", "higher"),
    "amber_low": _amber("{low}", "-", "lower"),
    "amber_high": _amber("{high}", "+", "higher"),
    "better_low": _better("{low}", "-", "lower"),
    "better_high": _better("{high}", "+", "higher"),
    "rating": _rating(),
    "gap": _gap(),
}


def formula(name: str, where: Mapping[str, str]) -> str:
    """One of them over a measure's own cells; where : what each name is called, '""' where there is no such cell.

    >>> formula("low", {"polarity": "D9", "target": "F9", "target_high": '""'})
    'IF(D9="band",IF(AND(ISNUMBER(F9),ISNUMBER("")),F9,""),IF(AND(ISNUMBER(F9),D9<>"none"),F9,""))'
    """
    return FORMULAS[name].format_map(where)


def same_as(cell: str) -> str:
    """What another cell says, and nothing where it says nothing.

    >>> same_as("Scorecard!F9")
    'IF(Scorecard!F9="","",Scorecard!F9)'
    """
    return f'IF({cell}="","",{cell})'


def counted(ratings: str, head: str, key: str = "") -> str:
    """How many of some ratings are the one at the head of a column; key : the cells that say which measures are key."""
    return f'COUNTIFS({ratings},{head},{key},"{YES}")' if key else f"COUNTIF({ratings},{head})"
