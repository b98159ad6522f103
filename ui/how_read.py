"""How a file is read: what it does not say itself, and which of its columns is which; each with its effect at once."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ragcore.limits import Polarity
from ragcore.mapping import NOT_READ
from ragcore.rule import IMPROVED, Tolerance, assumed_tolerance
from ragcore.template import columns_explained
from ragcore.write import ORDER
from ui.controls import choice, number, switch
from ui.draft import Draft
from ui.label import label
from ui.literal import literal

POINTS, PERCENT = "Points short of it", "% of the target short of it"
ASSUMED, EXACTLY = "As assumed", "At the target or better"
# More controls than these help nobody, and a page with them is slow.
MOST_COLUMNS = 60
_POLARITIES = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.NONE: "Neither: shown, not rated",
}
_IMPROVED = {
    "": "No: the distance alone decides",
    "also": "Also: as near as that, and better than before",
    "instead": "Instead: better than before, at any distance",
}
_IN_A_ROW = 3
_USUAL, _USUAL_GREEN = Tolerance(5.0), 1.0


def settings(draft: Draft) -> None:
    """Draw the controls for the file as a whole: those of the rule as soon as it can be rated."""
    reading = draft.reading
    if reading is None:
        return
    left, middle, right = st.columns(_IN_A_ROW, gap="large")
    with left:
        if len(reading.sheets) > 1:
            choice("Sheet", "read-sheet", reading.sheets, reading.sheet, str, Draft.on_sheet)
        choice(
            "Which way is better, where nothing says so?",
            "read-polarity",
            list(_POLARITIES),
            draft.options.polarity,
            _POLARITIES.__getitem__,
            lambda draft, polarity: draft.with_options(polarity=polarity),
        )
    if reading.scorecard is None:
        return
    with middle:
        _slightly_below(draft)
    with right:
        _green_within(draft)
    left, middle, right = st.columns(_IN_A_ROW, gap="large", vertical_alignment="bottom")
    with left:
        choice(
            "Amber if it has improved?",
            "read-improved",
            list(IMPROVED),
            draft.rule.improved,
            _IMPROVED.__getitem__,
            lambda draft, improved: draft.ruled(improved=improved),
        )
    with middle:
        switch(
            "Rate figures rounded, as they are shown",
            "read-as-shown",
            draft.rule.as_shown,
            lambda draft, on: draft.ruled(as_shown=on),
        )
    with right:
        switch(
            "Hide numerators of 1 to 5",
            "read-small",
            draft.hides_small,
            lambda draft, on: draft.with_options(hide_small=on),
        )


def _slightly_below(draft: Draft) -> None:
    """How far short of the target is amber, where a measure has no tolerance of its own."""
    amber = draft.rule.amber
    states = draft.stated is not None and draft.stated[0].amber is not None
    choice(
        "What does slightly below mean here?",
        "read-amber-unit",
        [*([] if states else [ASSUMED]), POINTS, PERCENT],
        ASSUMED if amber is None else _unit(amber),
        str,
        _in_unit,
        help="How far short of its target a measure is still amber, where it has no tolerance of its own.",
    )
    if amber is None:
        points, share = assumed_tolerance("%"), assumed_tolerance("")
        st.caption(f"The file does not say: {points} points for percentages, {share} of the target otherwise.")
    else:
        number(
            _short(amber, "Amber"),
            "read-amber",
            amber.size,
            lambda draft, size: draft.ruled(amber=replace(draft.rule.amber or _USUAL, size=size)),
        )


def _in_unit(draft: Draft, unit: str) -> Draft:
    """The draft with a tolerance in another unit, or with the one that is assumed."""
    if unit == ASSUMED:
        return draft.ruled(amber=None)
    return draft.ruled(amber=replace(draft.rule.amber or _USUAL, percent=unit == PERCENT))


def _green_within(draft: Draft) -> None:
    """How far short of the target is still green."""
    within = draft.rule.green_within
    choice(
        "What does on target mean here?",
        "read-green-unit",
        [EXACTLY, POINTS, PERCENT],
        _unit(within) if within.size else EXACTLY,
        str,
        _green_in_unit,
    )
    if within.size:
        number(
            _short(within, "Green"),
            "read-green",
            within.size,
            lambda draft, size: draft.ruled(green_within=replace(draft.rule.green_within, size=size)),
        )


def _green_in_unit(draft: Draft, unit: str) -> Draft:
    """The draft with green reaching as far short of the target as before, in another unit; or only to it."""
    size = draft.rule.green_within.size or _USUAL_GREEN
    return draft.ruled(green_within=Tolerance(0.0 if unit == EXACTLY else size, unit == PERCENT))


def _short(tolerance: Tolerance, rating: str) -> str:
    """The label of how far a rating reaches."""
    return f"{rating}: so many {'per cent of the target' if tolerance.percent else 'points'} short"


def _unit(tolerance: Tolerance) -> str:
    return PERCENT if tolerance.percent else POINTS


def columns(draft: Draft) -> None:
    """Draw which column is which: open where the columns were not what a scorecard needs."""
    with st.expander(columns_title(draft), expanded=draft.lacked, key="columns"):
        _columns(draft)


def _columns(draft: Draft) -> None:
    """Draw a control for each named column of the file: which column of a scorecard it is.

    Those that were not understood come first, and stay there: what moves while it is set is lost from sight.
    """
    reading = draft.reading
    if reading is None:
        return
    known = {place: name for name, place in reading.columns.items()}
    named = [(place, name) for place, name in enumerate(reading.header) if name and not _is_added(draft, place)]
    named.sort(key=lambda one: one[1] not in draft.unknown)
    shown = named[:MOST_COLUMNS]
    for begin in range(0, len(shown), _IN_A_ROW):
        for drawn, (place, name) in zip(st.columns(_IN_A_ROW), shown[begin : begin + _IN_A_ROW], strict=False):
            with drawn:
                choice(
                    label(name[:100]),
                    f"read-column-{place}",
                    [NOT_READ, *ORDER],
                    known.get(place, NOT_READ),
                    lambda column: column or "not read",
                    lambda draft, column, name=name: draft.mapped(name, column),  # type: ignore[misc]
                )
    with st.popover("What each column holds"):
        held = (f"- **{each.name}**: {literal(each.holds)}" for each in columns_explained() if each.name in ORDER)
        st.markdown("\n".join(held))
    if len(named) > MOST_COLUMNS:
        st.caption(f"And {len(named) - MOST_COLUMNS:,} more columns. Leave out of the file what is not the scorecard.")


def columns_title(draft: Draft) -> str:
    """What stands over these controls: how many named columns are not read, where there are any."""
    reading = draft.reading
    known = set(reading.columns.values()) if reading else set()
    unread = sum(bool(name) and place not in known for place, name in enumerate(reading.header if reading else []))
    return f"Which column is which ({unread:,} not read)" if unread else "Which column is which"


def _is_added(draft: Draft, place: int) -> bool:
    """Whether a column is none of the file's own, but of the corrections."""
    reading = draft.reading
    name = reading.header[place] if reading else ""
    return reading is not None and name in draft.added and reading.columns.get(name) == place
