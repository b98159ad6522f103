"""What surrounds every page: page settings, the list of pages, the scorecard picker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ragcore import wording
from ui import acronyms, address, carry, focus, library, state, what_if
from ui.literal import literal
from ui.offer import offer
from ui.problems import problems_table
from ui.resume import resume
from ui.shelf import titles

HERE = Path(__file__).parent
PAGES = HERE.parent / "pages"


def main() -> None:
    """Draw the frame, and the page within it."""
    pages = [
        st.Page(PAGES / "status.py", title="Status", default=True),
        st.Page(PAGES / "what_if.py", title="What-if", url_path="what-if"),
        st.Page(PAGES / "compare.py", title="Compare", url_path="compare"),
        st.Page(PAGES / "scenarios.py", title="Scenarios", url_path="scenarios"),
        st.Page(PAGES / "routes.py", title="Routes", url_path="routes"),
        st.Page(PAGES / "report.py", title="Report", url_path="report"),
        st.Page(PAGES / "data.py", title="Data", url_path="data"),
        # It is about one scenario, so the list of scenarios leads to it.
        st.Page(PAGES / "record.py", title="Record", url_path="record", visibility="hidden"),
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title}: scorecard", page_icon=str(HERE / "icon.svg"), layout="wide")
    chosen, refusals = state.choose()
    carry.notice(chosen)
    what_if.arrive(chosen)
    st.html(HERE / "print.css")
    _bar(pages, chosen)
    for refusal in refusals:
        _refused(refusal)
    if page.title == "Data":
        # It is about other files than the one that is open.
        _open_now(chosen)
        page.run()
    else:
        _about(chosen, page.title)
        resume(chosen)
        offer(chosen)
        page.run()
        _beneath(chosen)
    address.keeper(
        page.url_path, what_if.query(chosen), is_told=chosen.linked is None and bool(st.query_params.get(state.VERSION))
    )
    focus.follow()


def _beneath(chosen: state.Chosen) -> None:
    """What stands beneath every page about a scorecard."""
    _acronyms(chosen)
    _assumed(chosen)
    _source(chosen)


def _bar(pages: list[st.Page], chosen: state.Chosen) -> None:
    """The links to the pages, and the pickers where there is more than one thing to pick."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="bar"):
        with st.container(horizontal=True, width="content", gap="xsmall"):
            for page in pages:
                if page.visibility == "visible":
                    st.page_link(page, query_params=what_if.query(chosen), width="content")
        # Where the store fails, what is open is still among them.
        about = chosen.scorecard.about
        named = titles()
        named.setdefault(chosen.name, about.short_title or about.title or chosen.name)
        _picker("Scorecard", "scorecard", list(named), chosen.name, named.__getitem__)
        _picker("Area", "area", chosen.scorecard.areas, chosen.area, lambda area: area or "(no area)")
        _picker("Period", "period", chosen.scorecard.periods, chosen.period, lambda period: period or "(no period)")


def _picker(label: str, what: str, options: list[str], picked: str, shown: Callable[[str], str] = str) -> None:
    """A picker of one of several; none where there is no choice."""
    if len(options) < 2:
        return
    key = f"pick-{what}"
    # Set before it is drawn: what is open decides, also after a link or the browser's Back.
    st.session_state[key] = picked
    st.selectbox(
        label,
        options,
        key=key,
        format_func=shown,
        width=260,
        on_change=lambda: None if address.is_news() else state.pick(**{what: st.session_state[key]}),
    )


def _refused(refusal: state.Refusal) -> None:
    """Why what was asked for is not shown, and all that is wrong with a refused file."""
    st.warning(literal(refusal.message))
    if refusal.problems:
        problems_table("What is wrong", refusal.problems)


def _assumed(chosen: state.Chosen) -> None:
    """What was assumed about the file, and what was done to it, where there was anything."""
    scorecard, problems = library.load(chosen.name)
    if scorecard and problems:
        with st.expander("What was assumed about this file"):
            problems_table("What was assumed or done", problems)


def _open_now(chosen: state.Chosen) -> None:
    """Which scorecard is open beside a page that is about another."""
    st.title("Data", anchor=False)
    st.caption(f"Open now: {literal(chosen.scorecard.about.title or library.title(chosen.name))}")


def _about(chosen: state.Chosen, page: str) -> None:
    """Which scorecard this is."""
    about = chosen.scorecard.about
    title = about.title or library.title(chosen.name)
    st.title(literal(title if page == "Status" else f"{page}: {about.short_title or title}"), anchor=False)
    whose = [about.body, about.committee, wording.day(about.date), chosen.area, chosen.period]
    st.markdown(literal(", ".join(text for text in whose if text)))
    if about.illustrative:
        st.caption(literal(about.illustrative))
    if about.note:
        st.caption(literal(about.note))


def _acronyms(chosen: state.Chosen) -> None:
    """The short forms that occur in this scorecard, spelled out on demand."""
    figures = chosen.position.figures
    found = acronyms.found_in([*figures.indicator, *figures.short_name, *figures.definition, *figures.source, "RAG"])
    with st.expander("What the short forms mean"):
        st.markdown("\n".join(f"- **{literal(short)}**: {literal(meaning)}" for short, meaning in found))


def _source(chosen: state.Chosen) -> None:
    """Where the figures come from, and under which licence."""
    about = chosen.scorecard.about
    with st.expander("Source and licence"):
        for text in (about.source, about.licence, about.attribution):
            if text:
                st.markdown(literal(text))


main()
