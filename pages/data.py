"""Data: open a file. Read the state, ask ragcore what the file says, draw."""

from pathlib import Path

import streamlit as st

from ragcore.template import template
from ui import draft as drafts
from ui import how_read, preview, state
from ui.controls import main_button
from ui.downloads import EXCEL, downloads
from ui.draft import Draft
from ui.editor import editor
from ui.label import label
from ui.legend import legend
from ui.literal import literal
from ui.offer import offer
from ui.problems import problems_table
from ui.published import published
from ui.shelf import shelf

WHAT_IF = Path(__file__).parent / "what_if.py"
FORMATS = "CSV, Excel (.xlsx, .xlsm, .xls, .xlsb), OpenDocument (.ods) or Parquet, up to 100 MB and 1,000,000 rows."


def door(open_now: str) -> None:
    """Where files come in, what is here already, and the way back to a file that another took the place of."""
    st.header("Open a file", anchor=False)
    drop, here = st.columns(2, gap="large")
    with drop:
        st.file_uploader("Drop a scorecard here", key=drafts.uploader(), help=FORMATS, on_change=drafts.take)
        st.caption("CSV, Excel, OpenDocument or Parquet; one row for each measure. Nothing opens before you say so.")
        if before := drafts.before():
            told = preview.back_to(before.name, len(before.options.corrections))
            st.button(label(told), key="back", on_click=drafts.back)
    with here:
        shelf(open_now)
        st.download_button(
            "Download a template", template, "scorecard-template.xlsx", EXCEL, key="template", on_click="ignore"
        )


def understood(draft: Draft) -> None:
    """What the file says, how it would be rated, and the way on."""
    told = literal(preview.understood(draft.name, draft.reading))
    if not draft.counts:
        st.warning(told)
    else:
        st.success(told)
        where = f"{literal(draft.stands_at)}: " if draft.stands_at else ""
        st.markdown(f"**{where}{draft.counts}**")
        legend(draft.position)
    with st.container(horizontal=True, vertical_alignment="center"):
        use = main_button("Use this scorecard", "use", disabled=not draft.counts or bool(draft.too_many))
        st.button("Put the file away", key="put-away", on_click=drafts.put_away)
        if not draft.counts:
            st.caption(preview.way_on(draft.reading), width="content")
    if draft.too_many:
        st.warning(f"{draft.too_many} It can be downloaded below.")
    elif draft.counts:
        st.caption("Not kept yet: use it or download it before you leave or reload this page.")
    if use:
        with st.spinner("Keeping it ..."):
            fault = drafts.use(draft)
        if not fault:
            st.rerun()
        st.warning(literal(f"{fault} The file is still here, as you left it."))


def effect(draft: Draft) -> None:
    """What the settings and corrections do to the count line, where they do anything."""
    if told := preview.effect(draft.counts, draft.first):
        st.markdown(told)


def opened(draft: Draft) -> None:
    """Everything about a file that is not open yet."""
    reading = draft.reading
    understood(draft)
    if draft.lacked:
        how_read.columns(draft)
    if problems := preview.without_published(reading):
        st.header("What was found", anchor=False)
        st.caption(f"{preview.problems_counted(problems)}.")
        problems_table("What is wrong, what was done, what was assumed", problems)
    if reading.header:
        st.header("How it is read", anchor=False)
        how_read.settings(draft)
        effect(draft)
        if not draft.lacked:
            how_read.columns(draft)
        st.header("The table", anchor=False)
        editor(draft)
        effect(draft)
    if reading.scorecard:
        published(reading.scorecard)
        st.header("Take it with you", anchor=False)
        downloads(reading.scorecard, draft.called)


chosen, _ = state.choose()
draft = drafts.current()

door(chosen.name)
waiting = st.container()
is_new = draft is not None and draft.first is None
# Nothing of the file before stays on screen while another one is read.
shown = st.empty() if is_new else st.container()
if draft and not draft.is_read:
    with waiting, st.spinner("Reading the file ..."):
        draft = draft.read()
    drafts.keep(draft)
if draft:
    with shown.container() if is_new else shown:
        opened(draft)
elif drafts.used() == chosen.name:
    title = chosen.scorecard.about.title
    st.success(literal(f"{title} is open, and kept here for everyone."))
    st.page_link(WHAT_IF, label="**Go to What-if**", query_params=chosen.query)
offer(chosen)
