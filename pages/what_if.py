"""What-if: the board. Read the state, ask for the position that the scenario makes, draw."""

import streamlit as st

from ui import state
from ui.board import board
from ui.board.facts import answer
from ui.legend import legend


@st.fragment
def the_board() -> None:
    """The board by itself: a move draws nothing else again."""
    chosen, _ = state.choose()
    begun = state.what_if(chosen)
    board(
        state.what_if_key(chosen),
        begun.facts,
        answer(begun.position, begun.after, begun.history, begun.number),
        key="board",
        on_message=lambda: state.take_message("board", chosen),
    )


st.markdown("**Nothing here changes the report.** Move a target or a projected figure, and see which ratings would change.")
legend(state.choose()[0].position)
the_board()
