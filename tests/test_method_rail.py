"""The examples of whole histories and of counts on a knife-edge in docs/method.md, and the sentences beside them."""

import numpy as np
import pytest
from test_method import PAGE, ROWS, TABLES, before

from ragcore.figures import Figures
from ragcore.knife_edge import KnifeEdge, knife_edge, ranges_in_words
from ragcore.limits import Polarity
from ragcore.rail import rail_of
from ragcore.rail_sentences import beyond_in_words, marks
from ragcore.scorecard import Scorecard

TEXT = PAGE.read_text(encoding="utf-8")
HEADER = ("polarity", "unit", "figures", "best", "worst", "usual range", "why")
[HISTORIES] = [[dict(zip(HEADER, cells, strict=True)) for cells in rows] for _, own, rows in TABLES if own == HEADER]


def history(row):
    """The scorecard of an example, one year after another."""
    values = [np.nan if cell == "-" else float(cell) for cell in row["figures"].split(", ")]
    count = len(values)
    return Scorecard(
        Figures.of(
            id=["example"] * count,
            period=[f"{year}/{(year + 1) % 100:02d}" for year in range(2001, 2001 + count)],
            unit=[row["unit"]] * count,
            polarity=[Polarity[row["polarity"].upper()]] * count,
            decimals=[1] * count,
            value=values,
        )
    )


@pytest.mark.parametrize("row", HISTORIES, ids=[row["why"] for row in HISTORIES])
def test_a_history_is_argued_with_as_the_page_says(row):
    scorecard = history(row)
    position = scorecard.position()

    told = {mark.kind: mark.text for mark in marks(position, rail_of(scorecard, position), 0)}

    assert [told.get(kind, "none") for kind in ("best", "worst", "usual")] == [
        row[name] for name in ("best", "worst", "usual range")
    ]


@pytest.mark.parametrize("of", ["value", "target"])
def test_a_handle_beyond_all_figures_is_told_as_the_page_says(of):
    scorecard = history(HISTORIES[0])

    assert f'"{beyond_in_words(rail_of(scorecard, scorecard.position()), 0, of)}"' in TEXT


def test_the_counts_of_the_examples_have_the_ranges_that_the_page_says():
    edges = [knife_edge(before(row.values[0])) for row in ROWS if "at worst" in row.values[0]]

    sides = [np.concatenate([getattr(edge, side) for edge in edges]) for side in ("below", "rating", "above")]

    assert f'"{ranges_in_words(KnifeEdge(*sides))}"' in TEXT


def test_no_example_of_a_history_has_gone_missing():
    assert len(HISTORIES) >= 9
