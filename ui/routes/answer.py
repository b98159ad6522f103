"""The answer to a goal: up to three routes, or how near one can come and what stands in the way."""

from __future__ import annotations

import streamlit as st

from ragcore import wording
from ragcore.goals import Goal
from ragcore.rating import RAG
from ragcore.routes import NOT_ADVICE, Reach, Route, routes_to
from ui import what_if
from ui.literal import literal
from ui.routes import told
from ui.routes.terms import Asked
from ui.state import Chosen

MOST_LINES = 200


def goal(chosen: Chosen, asked: Asked) -> None:
    """Draw the controls of a goal, and the routes to it."""
    wanted = _wanted(asked)
    if asked.candidates is None:
        return
    try:
        answer = routes_to(wanted, asked.candidates)
    except ValueError as fault:
        st.warning(literal(str(fault)))
        return
    figures = asked.position.figures
    if answer.reach == Reach.ALREADY:
        st.success(literal(told.already(answer.goal)))
        return
    if answer.reach == Reach.OUT_OF_REACH:
        st.warning(
            literal(f"Out of reach on these terms: {told.missing(answer.short)}, even if all that may move does.")
        )
        lines = [literal(told.obstacle(figures, each)) for each in answer.obstacles[:MOST_LINES]]
        if lines:
            st.markdown("**What stands in the way**\n\n" + "\n".join(f"- {line}" for line in lines))
        if answer.nearest:
            st.header("As near as one can come", anchor=False)
            draw(chosen, asked, answer.nearest, "nearest")
        return
    fewer = len(answer.routes)
    if fewer > 1:
        st.caption("Each leaves alone at least half of what each route before it moves.")
    for number, route in enumerate(answer.routes, 1):
        st.header(f"Route {number}" if fewer > 1 else "The route of least effort", anchor=False)
        draw(chosen, asked, route, f"route-{number}")
    if fewer == 1:
        st.caption("There is no other route that truly differs from it.")


def draw(chosen: Chosen, asked: Asked, route: Route, key: str) -> None:
    """Draw one route: what moves, what it leads to, the sum on request, and the button that opens it."""
    figures, by = asked.position.figures, asked.candidates.terms.by if asked.candidates else "share"
    st.markdown(f"**{wording.count_line(route.counts)}**")
    if line := wording.key_line(route.key_counts):
        st.markdown(f"**{line}**")
    st.markdown(literal(f"{told.summary(route, by)}. {NOT_ADVICE}."))
    st.markdown("\n".join(f"- {literal(told.move(figures, move))}" for move in route.moves[:MOST_LINES]))
    with st.container(horizontal=True, vertical_alignment="center"):
        if route.moves and st.button("Open as a scenario", key=f"open-{key}"):
            what_if.put_on(chosen, route.scenario(asked.base))
    with st.expander("The sum"):
        _sum(asked, route, by)


def _sum(asked: Asked, route: Route, by: str) -> None:
    """What each move counts, and all together."""
    figures, moves = asked.position.figures, route.moves[:MOST_LINES]
    st.table(
        {
            "Measure": [*(literal(wording.short_name(figures, each.row)) for each in moves), "**Together**"],
            "From": [*(literal(told.value(figures, each.row, each.before)) for each in moves), ""],
            "To": [*(literal(told.value(figures, each.row, each.after)) for each in moves), ""],
            "Points": [*(literal(told.distance(figures, each.row, each.points)) for each in moves), ""],
            "Cases": [*(literal(told.cases(figures, each.row, each.cases)) for each in moves), ""],
            "Beside its largest past move": [*(told.share(each.share) for each in moves), ""],
            "Effort": [*(told.amount(each.effort, by) for each in moves), f"**{told.amount(route.effort, by)}**"],
        }
    )


def _wanted(asked: Asked) -> Goal:
    """Draw what may be asked for; at least one thing of it is."""
    position = asked.position
    rated = sum(position.counts[rating] for rating in RAG)
    # No red is what is asked for at first. As a default of the field, nobody could take it away.
    st.session_state.setdefault("goal-reds", 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        greens = st.number_input(
            "At least so many green", 0, max(rated, 1), None, key="goal-greens", placeholder="any", width=200
        )
        share = st.number_input(
            "At least so many per cent green", 0, 100, None, key="goal-share", placeholder="any", width=240
        )
        reds = st.number_input(
            "At most so many red", 0, max(rated, 1), None, key="goal-reds", placeholder="any", width=200
        )
        has_key = bool(position.figures.key.any())
        no_key_red = has_key and st.checkbox("No red among the key indicators", key="goal-key")
    return Goal(
        greens=None if greens is None else int(greens),
        share=None if share is None else float(share),
        reds=None if reds is None else int(reds),
        no_key_red=no_key_red,
    )
