"""The board's script finds the same knife-edges as Python, and the same ranges of counts."""

import numpy as np
import pytest
from test_board_script import MEASURES, drawn_figures, drawn_rule, known, moved, told

from ragcore.knife_edge import count_ranges, knife_edge
from ragcore.position import Position
from ragcore.rating import RAG
from ragcore.scenario import Change, Scenario, apply
from ui.board.source import HERE

RULES = 15
EDGES = """cases => cases.map(({ row, value, low, high }) => {
  const { codes, worse, better } = knifeEdge(row, value, limitsAt(row.edges, low, high));
  return [...codes, worse, better];
})"""
RANGES = "scorecards => scorecards.map((edges) => countRanges(edges.map((codes) => ({ codes }))))"


@pytest.fixture
def in_browser(browser):
    """Runs a function over cases, with the pure functions of the board's script within its reach."""
    page = browser.new_page()
    script = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("rating.js", "places.js", "knife.js"))
    yield lambda function, cases: page.evaluate(f"cases => {{ {script}\n return ({function})(cases); }}", cases)
    page.close()


def with_counts(draw, figures):
    """The same measures, half of them with counts that their values are made of, some at an end."""
    count = len(figures)
    denominator = draw.integers(1, 300, count).astype(float)
    numerator = np.floor(draw.uniform(0, 1, count) * (denominator + 1))
    numerator[draw.random(count) < 0.1] = 0.0
    counted = draw.random(count) < 0.5
    value = np.where(counted & ~np.isnan(figures.value), figures.scale * numerator / denominator, figures.value)
    return figures.changed(
        value=value,
        numerator=np.where(counted, numerator, np.nan),
        denominator=np.where(counted, denominator, np.nan),
        # As a person would have typed the most of a share.
        typed=np.full(count, 9, dtype=np.int8),
    )


def stepped(draw, position):
    """The same measures, some with another value of whole cases, as a scenario moves them; targets beside the value."""
    figures = position.figures
    rows = np.flatnonzero((draw.random(len(position)) < 0.4) & ~np.isnan(figures.value))
    changes = [Change(figures.id[row], "value", float(np.round(draw.uniform(0, 100), 1))) for row in rows]
    after = apply(Scenario().with_changes(changes), position)
    step = np.where(after.figures.counted, after.figures.scale / after.figures.denominator, 1 / 10.0**figures.decimals)
    near = after.figures.value + step * draw.integers(-1, 2, len(position))
    target = np.where(np.isnan(near) | (draw.random(len(position)) < 0.3), after.figures.target, near)
    return Position(after.figures.changed(target=target), after.rule)


def cases_of(before, after):
    """What the browser is given of each measure, and what Python makes of it."""
    edge = knife_edge(after)
    wanted = np.stack([edge.below, edge.rating, edge.above, edge.worse, edge.better], axis=1).tolist()
    cases = []
    for row, facts in enumerate(told(before)):
        low, high = (known(side[row]) for side in after.targets)
        cases.append({"row": facts, "value": known(after.figures.value[row]), "low": low, "high": high})
    # Python takes what was above its whole and no longer is for a share; what the browser was told stays.
    alike = np.flatnonzero(before.figures.most == after.figures.most)
    return [cases[row] for row in alike], [wanted[row] for row in alike]


@pytest.mark.parametrize("counted", [False, True])
def test_a_measure_is_on_the_same_knife_edge_in_both(in_browser, counted):
    draw = np.random.default_rng(20161206 + counted)
    cases, wanted = [], []
    for _ in range(RULES):
        figures = drawn_figures(draw, MEASURES)
        before = Position(with_counts(draw, figures) if counted else figures, drawn_rule(draw))
        own, made = cases_of(before, stepped(draw, before) if counted else moved(draw, before))
        cases, wanted = cases + own, wanted + made

    found = in_browser(EDGES, cases)

    differ = [(case, here, there) for case, here, there in zip(cases, wanted, found, strict=True) if here != there]
    assert differ == []
    # There are many of them, and of both sides.
    for side in (0, 2):
        assert sum(codes[side] != codes[1] for codes in wanted) > len(wanted) / 20


def test_the_counts_have_the_same_ranges_in_both(in_browser):
    draw = np.random.default_rng(17)
    edges = []
    for _ in range(RULES):
        before = Position(drawn_figures(draw, MEASURES), drawn_rule(draw))
        edges.append(knife_edge(moved(draw, before)))

    found = in_browser(RANGES, [np.stack([e.below, e.rating, e.above], axis=1).tolist() for e in edges])

    assert [{rating: tuple(ranges[rating]) for rating in RAG} for ranges in found] == [count_ranges(e) for e in edges]
