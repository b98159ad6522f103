"""The session's draft: a file that was dropped, how it is to be read, and what was made of it. It is not open yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ragcore import wording
from ragcore.columns import COLUMNS
from ragcore.files.table import MOST_CHARACTERS
from ragcore.mapping import NOT_READ
from ragcore.position import Position
from ragcore.read import understand
from ragcore.reading import Options, Reading
from ragcore.rule import Rule
from ragcore.text import same_name, visible, whole
from store import StoreError
from ui import library, state
from ui.preview import lacks_columns, stands_at

MOST_CHARACTERS_OF_A_NAME = 80
_DRAFT, _BEFORE, _UPLOADERS, _USED = "draft", "draft-before", "draft-uploaders", "draft-used"

Cells = Mapping[tuple[int, str], str]


@dataclass(frozen=True, eq=False)
class Draft:
    """A file, how it is to be read, and what was made of it.

    name : its own name, as a screen may show it
    upload : what Streamlit calls it; '' where it came in another way
    reading : what was last made of it; is_read : whether that was with these options
    first : the count line when nothing had been set yet, '' where it was refused; None before
    lacked : whether its columns were not what a scorecard needs when it was first read
    unknown : the columns that were not read then
    stated : the rule that the file states and whether it hides small numerators; None as long as it was refused
    added : columns that the file does not have, and corrections do
    table : a number that grows when the cells of its table are others, and not the same ones corrected
    """

    name: str
    data: bytes = field(repr=False)
    options: Options
    upload: str = ""
    reading: Reading | None = None
    is_read: bool = False
    first: str | None = None
    lacked: bool = False
    unknown: frozenset[str] = frozenset()
    stated: tuple[Rule, bool] | None = None
    added: frozenset[str] = frozenset()
    table: int = 0

    @classmethod
    def of(cls, name: str, data: bytes, upload: str = "") -> Draft:
        r"""A file as it comes.

        >>> Draft.of("Quarter\n2.csv", b"").name
        'Quarter 2.csv'
        """
        shown = visible(whole(name))
        if len(shown) > MOST_CHARACTERS_OF_A_NAME:
            shown = f"{shown[: MOST_CHARACTERS_OF_A_NAME - 1]}…"
        return cls(shown or "The file", data, Options(name=shown), upload)

    @property
    def called(self) -> str:
        """What the scorecard is called where it does not say so itself: the file's name, without ending and folders.

        >>> Draft.of("C:/reports/Quarter 2.xlsx", b"").called
        'Quarter 2'
        """
        last = self.name.replace("\\", "/").rpartition("/")[2]
        return last.rpartition(".")[0].strip() or last or self.name

    @cached_property
    def position(self) -> Position | None:
        """Where it would stand when it is opened: in its first area, at its latest period; None where it is refused."""
        scorecard = self.reading.scorecard if self.reading else None
        return scorecard.position(scorecard.areas[0], scorecard.periods[-1]) if scorecard else None

    @property
    def counts(self) -> str:
        """The count line that it would have, '' where it is refused."""
        return wording.count_line(self.position.counts) if self.position else ""

    @cached_property
    def too_many(self) -> str:
        """Why it cannot be used although it was understood, '' where it can."""
        return library.too_many(self.reading.scorecard) if self.reading and self.reading.scorecard else ""

    @property
    def is_changed(self) -> bool:
        """Whether anything was set or corrected."""
        return self.options != Options(name=self.options.name)

    @property
    def stands_at(self) -> str:
        """Which of several areas and periods the counts are of, '' where there is one of each."""
        return stands_at(self.reading.scorecard) if self.reading and self.reading.scorecard else ""

    @property
    def rule(self) -> Rule:
        """The rule that it is rated by."""
        return self.options.rule or (self.stated[0] if self.stated else Rule())

    @property
    def hides_small(self) -> bool:
        """Whether numerators of 1 to 5 are hidden."""
        own = self.options.hide_small
        return own if own is not None else bool(self.stated and self.stated[1])

    def read(self) -> Draft:
        """The same draft, read with its options."""
        reading = understand(self.data, self.options)
        read = replace(self, reading=reading, is_read=True)
        if self.first is None:
            known = set(reading.columns.values())
            unknown = frozenset(name for place, name in enumerate(reading.header) if place not in known)
            read = replace(read, first=read.counts, lacked=lacks_columns(reading), unknown=unknown)
        if self.stated is None and reading.scorecard:
            read = replace(read, stated=(reading.scorecard.rule, reading.scorecard.about.hide_small))
        return read

    def with_options(self, **options: Any) -> Draft:
        """To be read in another way; the same draft where that is no other."""
        wanted = replace(self.options, **options)
        return self if wanted == self.options else replace(self, options=wanted, is_read=False)

    def on_sheet(self, sheet: str) -> Draft:
        """To be read from another sheet: what was set for the columns and cells of this one is no more."""
        kept = self.options
        own = Options(name=kept.name, sheet=sheet, polarity=kept.polarity, hide_small=kept.hide_small)
        return replace(Draft.of(self.name, self.data, self.upload), options=own, table=self.table + 1)

    def mapped(self, name: str, column: str) -> Draft:
        """With a column of the file read as one of a scorecard, and no other column as that one."""
        if column not in (*COLUMNS, NOT_READ):
            return self
        kept = {
            other: NOT_READ if column and to == column else to
            for other, to in self.options.mapping.items()
            if same_name(other) != same_name(name)
        }
        mapped = self.with_options(mapping=kept | {name: column})
        return mapped if mapped is self else replace(mapped, table=self.table + 1)

    def ruled(self, **settings: Any) -> Draft:
        """Rated by a rule of which some settings are others; what the file says itself stays unsaid."""
        rule = replace(self.rule, **settings)
        return self.with_options(rule=None if self.stated and rule == self.stated[0] else rule)

    def corrected(self, cells: Cells) -> Draft:
        """With other texts in some cells, by the place of the row and the name of a scorecard's column.

        A text that is none, or in a cell that there is not, is left out: they come from a browser.
        """
        if self.reading is None:
            return self
        reading = self.reading
        own = {
            (row, column): visible(whole(text))[:MOST_CHARACTERS]
            for (row, column), text in cells.items()
            if 0 <= row < len(reading.rows) and column in COLUMNS
        }
        news = {place: text for place, text in own.items() if text != cell(reading, *place)}
        if not news:
            return self
        added = {column for _, column in news if column not in reading.columns}
        corrected = self.with_options(corrections={**self.options.corrections, **news})
        return replace(corrected, added=self.added | added)

    def uncorrected(self) -> Draft:
        """With every cell as it is in the file."""
        undone = self.with_options(corrections={})
        return replace(undone, added=frozenset(), table=self.table + 1)


def cell(reading: Reading, row: int, column: str) -> str:
    """The text of a cell as it was read, '' where there is no such column."""
    place = reading.columns.get(column)
    return "" if place is None else reading.cells[place][row]


def current() -> Draft | None:
    """The draft of this session, None where there is none."""
    draft: Draft | None = st.session_state.get(_DRAFT)
    return draft


def before() -> Draft | None:
    """The draft that another file took the place of after something was set or corrected; None where there is none."""
    draft: Draft | None = st.session_state.get(_BEFORE)
    return draft


def keep(draft: Draft) -> None:
    """Remember how the draft is now."""
    st.session_state[_DRAFT] = draft


def uploader() -> str:
    """The key of the field for files: another one after each file, so that it is empty again."""
    return f"upload-{st.session_state.get(_UPLOADERS, 0)}"


def take() -> None:
    """Take what was put into the field for files; nothing, as when it was taken out again, changes nothing."""
    upload: UploadedFile | None = st.session_state.get(uploader())
    if upload is None:
        return
    _set_aside()
    keep(Draft.of(upload.name, upload.getvalue(), upload.file_id))
    st.session_state[_UPLOADERS] = st.session_state.get(_UPLOADERS, 0) + 1
    st.session_state.pop(_USED, None)


def back() -> None:
    """Go on with the draft before, and set this one aside in its turn."""
    if earlier := before():
        st.session_state.pop(_BEFORE)
        _set_aside()
        keep(earlier)


def _set_aside() -> None:
    """Make room for another draft: what was changed is the one before, all else is forgotten."""
    draft = current()
    if draft and draft.is_changed:
        _forget(_BEFORE)
        st.session_state[_BEFORE] = st.session_state.pop(_DRAFT)
    else:
        put_away()


def put_away() -> None:
    """Forget the draft, and with it the bytes that Streamlit holds of it."""
    _forget(_DRAFT)


def _forget(key: str) -> None:
    draft: Draft | None = st.session_state.pop(key, None)
    context = get_script_run_ctx()
    # As Streamlit itself does where it is done with a file: what is held counts towards what a person may upload.
    if draft and context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, draft.upload)


def use(draft: Draft) -> str:
    """Keep what was made of the draft, and open it; '' where that was done, else why not, and the draft stays."""
    if draft.reading is None or draft.reading.scorecard is None:
        return "A refused file cannot be used."
    if draft.too_many:
        return draft.too_many
    try:
        name = library.keep(draft.reading.scorecard, draft.called)
    except StoreError as fault:
        return str(fault)
    put_away()
    st.session_state[_USED] = name
    state.pick(scorecard=name)
    return ""


def used() -> str:
    """The name of the scorecard that this session's last draft became; '' where it became none."""
    name: str = st.session_state.get(_USED, "")
    return name
