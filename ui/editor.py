"""The table of a file that is not open yet, in which cells can be put right."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui import draft as drafts
from ui.draft import Draft
from ui.literal import literal
from ui.preview import PROBLEMS, ROW, Cells, cells_of, marked, rows_left_out

_ONLY = "table-only-marked"
# Of more corrections only the number helps.
_MOST_TOLD = 20


def editor(draft: Draft) -> None:
    """Draw the table and the corrections made; a correction is read and checked at once."""
    reading = draft.reading
    if reading is None:
        return
    corrections = draft.options.corrections
    places = list(range(len(reading.rows)))
    wrong = marked(reading)
    only = 0 < len(wrong) < len(places) and st.checkbox(f"Only the rows with problems ({len(wrong):,})", key=_ONLY)
    if only:
        # A row that was just put right does not vanish.
        places = sorted({*wrong, *(row for row, _ in corrections if row < len(places))})
    cells = cells_of(reading, places)
    # The editor knows cells by their place on screen: another file and other rows are another editor.
    key = f"table-{draft.upload}-{draft.table}-{hash(tuple(places)) if only else 'all'}"
    st.data_editor(
        cells.frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        column_config={name: _column(name, label, bool(wrong)) for name, label in cells.labels.items()},
        disabled=cells.fixed,
        alt=f"The table of {draft.name}, to be corrected",
        placeholder="",
        on_change=lambda: _take(key, cells),
    )
    if draft.hides_small:
        st.caption("The table is the file as it is; what is hidden is not kept.")
    if left_out := rows_left_out(reading):
        st.caption(left_out)
    if corrections:
        count = len(corrections)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{count:,} {'cell' if count == 1 else 'cells'} corrected.", width="content")
            st.button("Undo the corrections", key="undo-corrections", on_click=_undo)
        lines = [
            f"- Row {reading.rows[row]}, {literal(column)}: {literal(text) or 'nothing'}"
            for (row, column), text in list(corrections.items())[:_MOST_TOLD]
            if row < len(reading.rows)
        ]
        rest = [f"- And {count - _MOST_TOLD:,} more."] if count > _MOST_TOLD else []
        st.markdown("\n".join([*lines, *rest]))


def _column(name: str, label: str, is_told: bool) -> Any:
    """A column of texts; where a row is in the file stays in sight."""
    if name == ROW:
        return st.column_config.TextColumn(label, width="small", pinned=True)
    if name == PROBLEMS:
        return st.column_config.TextColumn(label, width="medium" if is_told else "small")
    return st.column_config.TextColumn(label)


def _take(key: str, cells: Cells) -> None:
    """Take what was typed into cells as corrections."""
    draft, state = drafts.current(), st.session_state.get(key)
    if draft is None or state is None:
        return
    drafts.keep(draft.corrected(edits(state["edited_rows"], cells)))


def edits(edited: dict[int, dict[str, Any]], cells: Cells) -> dict[tuple[int, str], str]:
    """The texts that were typed, by the place of the row in the table and the name of the column."""
    return {
        (cells.places[row], column): "" if text is None else str(text)
        for row, changed in edited.items()
        if 0 <= row < len(cells.places)
        for column, text in changed.items()
    }


def _undo() -> None:
    draft = drafts.current()
    if draft:
        drafts.keep(draft.uncorrected())
