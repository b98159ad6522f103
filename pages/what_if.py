"""What-if: the board. Read the state, ask for the position that the scenario makes, draw."""

import streamlit as st

from ui import state
from ui.board import answers, board
from ui.board.facts import answer, trail
from ui.legend import legend


@st.fragment
def answered() -> None:
    """Answer the last move: by itself, so that a move draws nothing else again."""
    now = state.what_if(chosen)
    told = answers(
        name,
        answer(now.position, now.after, now.history, now.number),
        key="answers",
        on_message=lambda: state.take_message("answers", chosen),
    )
    if state.take(told, chosen):
        # A server that was started again: the browser still had the last move.
        st.rerun()


chosen, _ = state.choose()
name = state.what_if_key(chosen)

st.markdown(
    "**Nothing here changes the report.** Move a target or a projected figure, and see which ratings would change."
)
legend(chosen.position)
begun = state.what_if(chosen)
board(name, begun.facts, trail(begun.history), key=f"board-{begun.carried}")
answered()
