"""What-if: the board. Read the state, ask for the position that the scenario makes, draw."""

import streamlit as st

from ui import names, scenario_sentences, state, what_if
from ui.board import answers, asked, board
from ui.board.answer import answer, trail
from ui.board.many import preview
from ui.legend import legend
from ui.scenario_bar import scenario_bar


@st.fragment
def answered() -> None:
    """Answer the last move: by itself, so that a move draws nothing else again."""
    now = what_if.what_if(chosen)
    kept = scenario_sentences.kept(named, names.is_on(named, now)) if now.is_moved else ""
    told = answers(
        now.name,
        answer(now, kept),
        preview(asked("answers"), now),
        what_if.query(chosen),
        key="answers",
        on_message=lambda: what_if.take_message("answers", chosen),
    )
    # A server that was started again: the browser still had the last move. Or other tolerances, with another board.
    if what_if.take(told, chosen) or what_if.what_if(chosen).name != begun.name:
        st.rerun()


chosen, _ = state.choose()
begun = what_if.what_if(chosen)

st.markdown(
    "**Nothing here changes the report.** Move a target or a projected figure, and see which ratings would change."
)
legend(chosen.position)
named = scenario_bar(chosen, begun)
board(begun.name, begun.place, begun.facts, trail(begun), begun.walked, key="board")
answered()
