import html

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import numpy as np
from ragcore.figures import Figures
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ui.legend import legend
legend(Position(Figures.of(id=["a"], unit=[{unit!r}], value=[82.0], target=[85.0]), Rule(amber=Tolerance(5.0))))
"""


def drawn(unit):
    """The legend of a scorecard whose figures have a unit, as it is drawn."""
    at = AppTest.from_string(SCRIPT.format(unit=unit), default_timeout=30).run()
    assert not at.exception
    (legend,) = at.markdown
    return legend.value


def lines(legend):
    """Its lines as people read them."""
    return html.unescape(legend).replace("\u2060", "").split("  \n")


def test_each_rating_has_a_line_with_its_symbol_its_word_and_what_it_means():
    assert lines(drawn("%")) == [
        "**● Green**: at the target or better.",
        "**▲ Amber**: short of it by no more than the tolerance: 5 points.",
        "**◆ Red**: further away.",
    ]


@pytest.mark.parametrize("unit", ["**bold**", "[a](b)", "<b>x</b>", ":red[x]"])
def test_a_unit_in_it_is_shown_as_typed(unit):
    legend = drawn(unit)

    assert lines(legend)[1].endswith(f"5 {unit}.")
    assert unit not in legend
