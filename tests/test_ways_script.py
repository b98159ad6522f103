"""A file that moves says what Python says: the same random measures through both, no difference."""

from dataclasses import replace

import numpy as np
import pytest
from test_board_script import drawn_figures, drawn_rule, known, moved, told

from ragcore import sentences
from ragcore.causes import won_by_target
from ragcore.compare import flips
from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply
from ui import scenario_sentences
from ui.board import facts, ways
from ui.board.source import HERE

RULES, MEASURES = 25, 60
SCRIPTS = ("rating.js", "places.js", "short.js", "ways.js", "answering.js")
WAYS = """({ cases, words }) => cases.map(({ row, became }) => {
  const { gap, cases, reachable } = wayTo(row, became);
  return [gap, cases, reachable, wayInWords(row, became, words)];
})"""
ANSWERS = "({ asked, words, templates }) => asked.map(({ rows, step }) => answerTo(step, rows, words, templates, ''))"


@pytest.fixture
def in_browser(browser):
    """Runs a function over something, with the functions of the scripts within its reach."""
    page = browser.new_page()
    script = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    yield lambda function, given: page.evaluate(f"given => {{ {script}\n return ({function})(given); }}", given)
    page.close()


def counted(draw, figures):
    """The same measures, some of them with counts that agree with their values."""
    count = len(figures)
    unit = np.where(draw.random(count) < 0.6, "%", figures.unit).tolist()
    denominator = draw.choice([1, 3, 7, 20, 250, 1200], count).astype(float)
    numerator = np.floor(draw.random(count) * denominator * draw.choice([1.0, 1.2], count, p=[0.9, 0.1]))
    scale = Figures.of(id=figures.id, unit=unit).scale
    some = draw.random(count) < 0.6
    value = np.where(some, np.round(scale * numerator / denominator, 1), figures.value)
    near = np.round(value + draw.uniform(-15, 15, count), 1)
    near = np.where(draw.random(count) < 0.3, np.round(near), near)
    return figures.changed(
        unit=np.array(unit, dtype=object),
        counts=draw.choice(np.array(["", "child|children", "staff"], dtype=object), count),
        value=value,
        typed=np.ones(count, dtype=np.int8),
        numerator=np.where(some, numerator, np.nan),
        denominator=np.where(some, denominator, np.nan),
        target=np.where(some & ~np.isnan(figures.target), near, figures.target),
    )


def drawn(draw):
    """A position of measures of every kind, under any rule in use."""
    return Position(counted(draw, drawn_figures(draw, MEASURES)), drawn_rule(draw))


def rows_of(position):
    """What the browser knows of each measure where it has no Python."""
    return [row | ways.known(position, at) for at, row in enumerate(told(position))]


def became(position, row):
    """What a measure is by now, as the browser has it."""
    figures, (low, high) = position.figures, (known(side[row]) for side in position.targets)
    cases = known(figures.numerator[row]) if figures.counted[row] else None
    return {"value": known(figures.value[row]), "cases": cases, "low": low, "high": high}


def drawn_scenario(draw, position):
    """Values and targets for some measures, on an edge or beside one, and some far away."""
    aimed = moved(draw, position).figures
    changes = []
    for row in np.flatnonzero(draw.random(len(position)) < 0.6).tolist():
        band = position.figures.polarity[row] == Polarity.BAND
        fields = ["value", *(["target_low", "target_high"] if band else ["target"])]
        for field in fields:
            figure = float(getattr(aimed, field)[row])
            has_handle = field in facts.ranges(position, row, np.zeros(0))
            if draw.random() < 0.7 and not np.isnan(figure) and has_handle:
                changes.append(Change(str(row), field, figure * (3.0 if draw.random() < 0.05 else 1.0)))
    return Scenario(changes=tuple(changes))


def steps(changes):
    return [{"id": each.id, "field": each.field, "value": each.value} for each in changes]


def answered(position, scenario):
    """What Python makes of a scenario, as far as a file that moves has it."""
    after = apply(scenario, position)
    way = way_to(after)
    changed = {after.figures.row_of(each.id): each.id for each in scenario.changes}
    return {
        "rows": {
            key: {"rating": int(after.ratings[row]), "way": sentences.way_in_words(after, row, way)}
            for row, key in changed.items()
        },
        "flips": [sentences.flip(after, each) for each in flips(position, after)],
        "won": scenario_sentences.won_by_target(int(won_by_target(scenario, position, after).sum())),
    }


def test_the_way_to_green_is_the_same_in_both_in_figures_and_in_words(in_browser):
    draw = np.random.default_rng(20161206)
    cases, wanted = [], []
    for _ in range(RULES):
        position = drawn(draw)
        way = way_to(position)
        for row, known_of_row in enumerate(rows_of(position)):
            cases.append({"row": known_of_row, "became": became(position, row)})
            words = sentences.way_in_words(position, row, way)
            wanted.append([known(way.gap[row]), known(way.cases[row]), bool(way.reachable[row]), words])

    found = in_browser(WAYS, {"cases": cases, "words": ways.WORDS})

    differ = [(case, here, there) for case, here, there in zip(cases, wanted, found, strict=True) if here != there]
    assert differ == []
    # Of each kind there were some.
    told_words = [words for *_, words in wanted]
    for kind in ("No figure", "No target", "Green now", "more", "fewer", "is above", "no whole"):
        assert any(kind in words for words in told_words), kind


def test_a_way_that_is_too_short_to_be_written_is_any_improvement(in_browser):
    position = Position(Figures.of(id=["a"], unit=["%"], value=[84.9999999998], target=[85.0]), Rule())
    case = {"row": rows_of(position)[0], "became": became(position, 0)}

    [[*_, words]] = in_browser(WAYS, {"cases": [case], "words": ways.WORDS})

    assert words == sentences.way_in_words(position, 0, way_to(position)) == "To green: any improvement"


def test_an_answer_is_the_same_in_both(in_browser):
    draw = np.random.default_rng(45)
    asked, wanted = [], []
    for number in range(RULES):
        position = drawn(draw)
        scenario = drawn_scenario(draw, position)
        step = {"number": number, "changes": steps(scenario.changes), "horizon": "2016/17 Q4"}
        asked.append({"rows": rows_of(position), "step": step})
        wanted.append({"number": number, **answered(position, scenario)})

    found = in_browser(ANSWERS, {"asked": asked, "words": facts.WORDS, "templates": ways.WORDS})

    same = [{name: one[name] for name in here} for one, here in zip(found, wanted, strict=True)]
    differ = [
        (asked[at], name, one[name], here[name])
        for at, (one, here) in enumerate(zip(same, wanted, strict=True))
        for name in here
        if one[name] != here[name]
    ]
    assert differ == []
    assert sum(bool(one["won"]) for one in wanted) > RULES / 2


def test_a_green_by_a_moved_target_is_counted_with_the_tolerance_as_the_scenario_has_it(in_browser):
    position = Position(
        Figures.of(id=["a", "b"], indicator=["A", "B"], unit=["%"] * 2, value=[82.0, 90.0], target=[85.0, 85.0]),
        Rule(amber=Tolerance(5.0), green_within=Tolerance(4.0)),
    )
    target = Change("a", "target", 80.0)
    step = {"number": 1, "changes": steps([target]), "horizon": ""}
    strict = replace(position, rule=Rule(amber=Tolerance(5.0)))
    asked = [{"rows": rows_of(each), "step": step} for each in (position, strict)]

    found = in_browser(ANSWERS, {"asked": asked, "words": facts.WORDS, "templates": ways.WORDS})

    assert [one["won"] for one in found] == ["", "1 green by a moved target"]


def test_a_name_with_braces_stays_a_name(in_browser):
    position = Position(Figures.of(id=["a"], indicator=["{before}"], value=[82.0], target=[85.0]), Rule())
    step = {"number": 1, "changes": steps([Change("a", "value", 85.0)]), "horizon": ""}

    [found] = in_browser(
        ANSWERS,
        {"asked": [{"rows": rows_of(position), "step": step}], "words": facts.WORDS, "templates": ways.WORDS},
    )

    assert found["flips"] == ["{before}: amber to green"]
