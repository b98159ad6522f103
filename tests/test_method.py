"""Every row of every worked example in docs/method.md, as a scorecard file and through the public functions."""

import csv
import io
import math
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import ragcore
from ragcore.causes import Cause, causes, won_by_target
from ragcore.flags import FlagKind, flags
from ragcore.headline import headline
from ragcore.knife_edge import knife_edge
from ragcore.outcome import Met, outcome
from ragcore.position import BETTER, SAME, WORSE
from ragcore.rating import RAG, Rating
from ragcore.read import understand
from ragcore.reading import Options
from ragcore.rebase import Why, rebase
from ragcore.rounding import half_up

PAGE = Path(__file__).parent.parent / "docs" / "method.md"
CORE = Path(ragcore.__file__).parent

# What a scorecard file says of an indicator, by the heading that the page gives it.
IN_FILE = {
    "polarity": "polarity", "unit": "unit", "target": "target", "lower target": "target_low",
    "upper target": "target_high", "amber": "amber", "amber limit": "amber_limit", "previous": "previous",
    "decimals": "decimals", "value": "value", "numerator": "numerator", "denominator": "denominator",
    "published": "published", "benchmark": "benchmark",
}  # fmt: skip
IN_RULE = {"green within": "green_within", "improved": "improved", "as shown": "as_shown"}
IN_SCENARIO = {
    "target moved to": "target", "lower target moved to": "target_low", "upper target moved to": "target_high",
    "value moved to": "value", "tolerance moved to": "amber",
}  # fmt: skip
# What it says of itself.
HIDE_SMALL = "hide small"
# What else an example has: the figures that came later, the target of the period before, where a scenario comes from.
THEN = {"value then": "value", "numerator then": "numerator", "denominator then": "denominator"}
TARGET_BEFORE, UNIT_BEFORE, HORIZON, PERIOD_NOW = "target before", "unit before", "horizon", "period now"
RESULTS = {
    "rating", "rounded", "shown", "gap", "cases to green", "cases to amber", "cases become", "value becomes",
    "direction", "agrees", "rating before", "turned by", "won by its target", "easier than", "met", "by", "cases",
    "carried", "sentence", "at worst", "at best",
}  # fmt: skip
EXAMPLES = IN_FILE.keys() | IN_RULE.keys() | IN_SCENARIO.keys() | RESULTS | THEN.keys()
EXAMPLES |= {HIDE_SMALL, TARGET_BEFORE, UNIT_BEFORE, HORIZON, PERIOD_NOW, "why"}

# Tables that explain and have no example to check.
EXPLANATIONS = [
    ("rating", "when"),
    ("rule", "green from", "amber from"),
    ("elsewhere", "here", "to get the other result"),
    ("turned by", "green", "amber", "red"),
    # Whole histories, which test_method_rail.py checks.
    ("polarity", "unit", "figures", "best", "worst", "usual range", "why"),
]

# The words of the page.
TURNED_BY = {
    Cause.PERFORMANCE: "performance", Cause.TARGET: "target", Cause.RULE: "tolerance or rule",
    Cause.EITHER: "either alone", Cause.TOGETHER: "only together",
}  # fmt: skip
EASIER_THAN = {
    FlagKind.LAST_OUTTURN: "last outturn", FlagKind.AS_IT_STANDS: "as it stands",
    FlagKind.PERIOD_BEFORE: "period before", FlagKind.BENCHMARK: "benchmark",
}  # fmt: skip
MET = {Met.MET: "met", Met.MISSED: "missed", Met.UNKNOWN: "not known"}
CARRIED = {
    Why.OTHER_UNIT: "other unit", Why.UNRATED_POLARITY: "no direction", Why.OTHER_TARGET: "other target",
    Why.PAST: "past", Why.BEYOND: "beyond", Why.ALREADY: "already",
}  # fmt: skip

# How many rows the page has at least under each of its headings.
LEAST = {
    "Rating": 13, "A tolerance in the measure's own unit": 15, "A tolerance in per cent": 17, "No amber": 4,
    "Green within a tolerance": 15, "An amber limit": 14, "Assumed": 10, "Improved": 28, "Bands": 42, "Missing": 14,
    "Small counts": 8, "Published ratings": 7,
    "Rounding": 9, "As given and as shown": 12, "One more decimal": 7, "Noise": 12, "Gap": 13, "Cases": 25,
    "A figure that somebody types": 12, "Direction of travel": 15,
    "What turned it green": 11, "Moved targets": 13, "A green won by a moved target": 8, "Did it come true": 10,
    "A new quarter": 11, "The sentence": 7, "On a knife-edge": 14,
}  # fmt: skip


def tables(page):
    """Each table of the page: its heading, its column names in lower case, its rows of texts."""
    heading, found, table = "", [], None
    for line in page.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        if not line.startswith("|"):
            table = None
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if table is None:
            table = (heading, tuple(cell.lower() for cell in cells), [])
            found.append(table)
        elif not set(line) <= set("|- :"):
            table[2].append(cells)
    return found


TABLES = tables(PAGE.read_text(encoding="utf-8"))
ROWS = [
    pytest.param(dict(zip(header, cells, strict=True)), id=f"{heading}: {' '.join(cells)}")
    for heading, header, rows in TABLES
    if header not in EXPLANATIONS
    for cells in rows
]


def figure(text):
    """What a cell says as a scorecard file would: '0.1 + 0.2' is the sum that a computer makes of it."""
    return repr(sum(map(float, text.split("+")))) if "+" in text else text


def before(row):
    """The position of one example as it stands: its file read, its rule stated."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["indicator", *IN_FILE.values()])
    writer.writerow(["Example", *(figure(row.get(name, "")) for name in IN_FILE)])
    settings = {name: row[heading] for heading, name in IN_RULE.items() if row.get(heading)}
    if "as_shown" in settings:
        settings["as_shown"] = {"yes": True}[settings["as_shown"]]
    hidden = {"yes": True, "": False}[row.get(HIDE_SMALL, "")]
    reading = understand(text.getvalue().encode(), Options(rule=ragcore.Rule.parse(settings), hide_small=hidden))
    scorecard = reading.scorecard
    assert scorecard is not None, reading.problems
    return scorecard.position()


def scenario_of(row):
    """The scenario of one example."""
    changes = [
        ragcore.Change("example", field, float(row[heading]))
        for heading, field in IN_SCENARIO.items()
        if row.get(heading)
    ]
    return ragcore.Scenario(horizon=row.get(HORIZON) or None).with_changes(changes)


def in_words(change, reachable):
    """Cases as the page writes them."""
    if math.isnan(change):
        return "not counted" if reachable else "cannot"
    return f"{abs(change):.0f} {'more' if change > 0 else 'fewer'}" if change else "0"


def told_of(row):
    """What the program makes of an example, in the words of the page, for each result that the page states."""
    told = rated(row) | moved(row)
    if "value then" in row:
        told |= came_true(row)
    if PERIOD_NOW in row:
        told |= carried(row)
    return {name: told[name] for name in row if name in told}


def rated(row):
    """What is told of the position that the scenario makes."""
    position = ragcore.apply(scenario_of(row), before(row))
    figures, edge = position.figures, knife_edge(position)
    to_green, to_amber = ragcore.way_to(position), ragcore.way_to(position, Rating.AMBER)
    decimals = int(position.shown_decimals[0])
    direction = {BETTER: "better", SAME: "same", WORSE: "worse"}.get(position.direction[0], "none")
    return {
        "rating": Rating(position.ratings[0]).word,
        "shown": f"{half_up(position.rated_value, decimals)[0]:.{decimals}f}",
        "gap": "none" if math.isnan(to_green.gap[0]) else f"{round(to_green.gap[0], 9):g}",
        "cases to green": in_words(to_green.cases[0], to_green.reachable[0]),
        "cases to amber": in_words(to_amber.cases[0], to_amber.reachable[0]),
        "cases become": "" if math.isnan(figures.numerator[0]) else f"{figures.numerator[0]:g}",
        "value becomes": f"{half_up(figures.value, 2)[0]:g}",
        "direction": direction,
        "at worst": Rating(edge.worse[0]).word,
        "at best": Rating(edge.better[0]).word,
        "agrees": "no" if position.differs_from_published[0] else "yes",
    }


def moved(row):
    """What is told of what the scenario moves."""
    position, scenario = before(row), scenario_of(row)
    found = causes(scenario, position)
    earlier = {"target": np.array([float(row.get(TARGET_BEFORE) or "nan")])}
    return {
        "rating before": Rating(position.ratings[0]).word,
        "turned by": TURNED_BY[found.cause[0]] if found.flips else "nothing",
        "won by its target": "yes" if won_by_target(scenario, position)[0] else "no",
        "easier than": ", ".join(EASIER_THAN[flag.kind] for flag in flags(scenario, position, earlier)) or "nothing",
        "sentence": headline(position, scenario, ragcore.apply(scenario, position)),
    }


def came_true(row):
    """What is told of the figures that came later."""
    later = row | {name: row[then] for then, name in THEN.items()}
    found = outcome(scenario_of(row), before(row), before(later))
    by = found.by[0]
    return {
        "met": MET[found.met[0]],
        "by": "none" if math.isnan(by) else f"{round(by, 9):g}",
        "cases": in_words(found.cases[0], reachable=True),
    }


def carried(row):
    """What becomes of the one change that is carried over to the position."""
    was = before(row | {"unit": row[UNIT_BEFORE]})
    left = rebase(scenario_of(row), was, before(row), row[PERIOD_NOW]).left
    return {"carried": CARRIED[left[0].why] if left else "yes"}


@pytest.mark.parametrize("row", [row for row in ROWS if "rounded" not in row.values[0]])
def test_a_worked_example_comes_out_as_the_page_says(row):
    stated = {name: cell for name, cell in row.items() if name in RESULTS}

    assert told_of(row) == stated


@pytest.mark.parametrize("row", [row for row in ROWS if "rounded" in row.values[0]])
def test_a_figure_is_rounded_as_the_page_says(row):
    decimals = int(row["decimals"])

    rounded = float(half_up(np.array(float(row["value"])), decimals))

    assert f"{rounded:.{decimals}f}" == row["rounded"]


def test_the_causes_of_the_examples_add_up_as_the_page_says():
    (stated,) = (rows for _, header, rows in TABLES if header == ("turned by", "green", "amber", "red"))
    examples = [row.values[0] for row in ROWS if "turned by" in row.values[0]]

    found = [causes(scenario_of(row), before(row)).net for row in examples]
    net = [[TURNED_BY[cause], *(sum(each[cause][rating] for each in found) for rating in RAG)] for cause in Cause]

    assert stated[:-1] == [[str(cell) for cell in row] for row in net]
    after = [ragcore.apply(scenario_of(row), before(row)).counts for row in examples]
    stood = [before(row).counts for row in examples]
    differences = [sum(each[rating] for each in after) - sum(each[rating] for each in stood) for rating in RAG]
    assert stated[-1] == ["in all", *map(str, differences)]


def test_every_table_of_the_page_is_one_that_is_checked_or_one_that_explains():
    unknown = [
        header
        for _, header, _ in TABLES
        if header not in EXPLANATIONS and not (set(header) <= EXAMPLES and set(header) & RESULTS)
    ]

    assert unknown == []
    assert {header for _, header, _ in TABLES} >= set(EXPLANATIONS)


def test_no_example_has_gone_missing():
    counts = Counter()
    for heading, header, rows in TABLES:
        counts[heading] += len(rows) if header not in EXPLANATIONS else 0

    assert {heading: counts[heading] for heading, least in LEAST.items() if counts[heading] < least} == {}


def test_every_place_of_the_page_that_the_core_names_is_there():
    page = PAGE.read_text(encoding="utf-8")
    there = {heading.strip().lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    named = {
        place
        for path in (*CORE.glob("*.py"), *CORE.glob("*.toml"))
        for place in re.findall(r"docs/method\.md#([\w-]+)", path.read_text(encoding="utf-8"))
    }
    linked = set(re.findall(r"\]\(#([\w-]+)\)", page))

    assert named >= {"rating", "edges", "improved", "assumed", "cases"}
    assert (named | linked) - there == set()
