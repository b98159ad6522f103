"""The rule on a sheet of its own: as inputs that every rating follows from, and spelled out in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from ragcore.about import LABELS
from ragcore.rule import Rule
from ui.pack.contents import AS_IT_STANDS, legend
from ui.pack.document import Paragraph
from ui.pack.pack import Pack
from ui.pack.workbook_blocks import put_blocks
from ui.pack.workbook_form import Book, Content, Formula, cell
from ui.pack.workbook_formulas import NO, YES, same_as

SHEET = "Rule"
_HEADER, _FIRST = 3, 4
# The settings, each with its label, by what formulas call it.
_SETTINGS = {
    "rule_amber": f"{LABELS['rule.amber']} (nothing: the one assumed for the unit)",
    "rule_amber_percent": f"{LABELS['rule.amber']}: % of the target",
    "rule_green_within": LABELS["rule.green_within"],
    "rule_green_percent": f"{LABELS['rule.green_within']}: % of the target",
    "rule_improved": LABELS["rule.improved"],
    "rule_as_shown": f"{LABELS['rule.as_shown']}, rounded half up",
}
_WORDS = {
    "rule_amber_percent": (YES, NO),
    "rule_green_percent": (YES, NO),
    "rule_improved": (NO, "also", "instead"),
    "rule_as_shown": (YES, NO),
}
_HOW = (
    "What is typed here changes ratings on the other sheets. A tolerance is in the measure's own unit, or in per cent "
    "of its target; a measure's own tolerance goes before this one. On the edge is the better rating: each edge is "
    "let out by one part in 1,000,000,000,000, so that the noise of a sum moves nothing over it."
)
_IN_WORDS = "This is the rule as it stands when the workbook is made; the words do not follow what is typed above."


def rule_cells(number: int) -> Mapping[str, str]:
    """What formulas call each setting; number : 0 for the scorecard, then the scenarios in their order.

    >>> rule_cells(0)["rule_amber"]
    'Rule!$B$5'
    """
    return {name: f"{SHEET}!{_cell(at, number)}" for at, name in enumerate(_SETTINGS)}


def put_rule(book: Book, pack: Pack) -> None:
    """Write the sheet: the settings of the scorecard and of each scenario, and what the ratings mean."""
    sheet = book.sheet(SHEET)
    last = max(len(pack.told), 4) + 1
    sheet.width(0, 48)
    for column in range(1, last + 1):
        sheet.width(column, 18)
    sheet.put_across(0, 0, 0, "The rule", "title")
    put_blocks(sheet, 1, [Paragraph(_HOW)], (0, 1), last)
    stated = _settings(pack.position.rule)
    for number, title in enumerate([AS_IT_STANDS, *(one.title for one in pack.told)]):
        settings = _settings(pack.told[number - 1].after.rule) if number else stated
        sheet.put_across(_HEADER, 1 + number, 1 + number, title, "header")
        for at, (name, value) in enumerate(settings.items()):
            alike = number and value == stated[name]
            content: Content = Formula(same_as(_cell(at, 0)), value) if alike else value
            sheet.put(_FIRST + at, 1 + number, content, "choice")
            sheet.only(_FIRST + at, _FIRST + at, 1 + number, _WORDS.get(name))
    sheet.put(_HEADER, 0, "Setting", "header")
    for at, label in enumerate(_SETTINGS.values()):
        sheet.put(_FIRST + at, 0, label, "made")
    end = put_blocks(sheet, _FIRST + len(_SETTINGS), chain(legend(pack), [Paragraph(_IN_WORDS)]), (0, 1), last)
    sheet.finish(end, last)


def _cell(at: int, number: int) -> str:
    return cell(_FIRST + at, 1 + number, fixed_row=True, fixed_column=True)


def _settings(rule: Rule) -> dict[str, str | float]:
    """The settings of a rule as they are typed."""
    amber, within = rule.amber, rule.green_within
    return {
        "rule_amber": amber.size if amber else "",
        "rule_amber_percent": YES if amber and amber.percent else NO,
        "rule_green_within": within.size,
        "rule_green_percent": YES if within.percent else NO,
        "rule_improved": rule.improved or NO,
        "rule_as_shown": YES if rule.as_shown else NO,
    }
