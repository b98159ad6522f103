"""LibreOffice works out what the workbook's formulas say, and that is what the core says, at every edge."""

import io

import numpy as np
import openpyxl
import pytest
from office import recalculated
from packs import one, read, scorecard, several
from test_board_script import drawn_figures, drawn_rule, moved
from workbooks import all_of, close, column, lines, opened, ratings, table

from ragcore import wording
from ragcore.gap import way_to
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Scenario
from ragcore.scorecard import Scorecard
from ui.pack.pack import Cover, Pack, Told
from ui.pack.workbook import to_thinking_workbook

RULES, MEASURES = 24, 60
# Functions that Excel has had since 2007 and LibreOffice has too; none of them is worked out again without need.
KNOWN = {"ABS", "AND", "COUNTIF", "COUNTIFS", "FIXED", "IF", "INT", "ISNUMBER", "MAX", "MIN", "N", "NOT", "OR", "SIGN"}
KNOWN |= {"SUM"}


def without_doubles_beside_the_previous_value(position):
    """The same, with no value right on a strict edge: that is a double of 17 digits, and a spreadsheet has 15."""
    value, previous = position.figures.value, position.figures.previous
    apart = np.abs(value - previous)
    beside = (apart > 1e-13 * np.abs(previous)) & (apart < np.maximum(1e-11 * np.abs(previous), 1e-300))
    return Position(position.figures.changed(value=np.where(beside, previous, value)), position.rule)


@pytest.mark.parametrize("name", ["buckinghamshire_2016_17_q2", "buckinghamshire_by_year"])
def test_every_row_that_ships_has_the_same_rating_gap_and_counts_in_the_workbook(name):
    card = scorecard(name)
    position = card.rated(np.arange(len(card.figures)))

    sheet = recalculated(to_thinking_workbook(all_of(position)))["Scorecard"]

    assert column(sheet, "Rating", len(position)) == ratings(position)
    assert all(map(close, column(sheet, "Gap to green", len(position)), way_to(position).gap))
    assert lines(sheet)[0] == wording.count_line(position.counts)


def test_any_measure_under_any_rule_has_the_same_rating_on_the_edge_and_beside_it():
    draw = np.random.default_rng(20161206)
    before = Position(drawn_figures(draw, MEASURES), drawn_rule(draw))
    after = [Position(moved(draw, before).figures, drawn_rule(draw)) for _ in range(RULES)]
    # The edges of another rule are elsewhere: half of the values are put on those of their own.
    after[::2] = [moved(draw, each) for each in after[::2]]
    after = [without_doubles_beside_the_previous_value(each) for each in after]
    told = tuple(Told(f"Rule {at}", Scenario(), each) for at, each in enumerate(after))
    card = Scorecard(before.figures, rule=before.rule)

    book = recalculated(to_thinking_workbook(Pack(card, before, Cover(), told)))

    sheets = [book["Scorecard"], *(book[f"{at} Rule {at - 1}"] for at in range(1, RULES + 1))]
    headers = ["Rating", *["Rating then"] * RULES]
    for position, sheet, header in zip([before, *after], sheets, headers, strict=True):
        wanted, found = ratings(position), column(sheet, header, MEASURES)
        assert [(at, *pair) for at, pair in enumerate(zip(wanted, found, strict=True)) if pair[0] != pair[1]] == []
        gaps = column(sheet, header.replace("Rating", "Gap to green"), MEASURES)
        assert all(map(close, gaps, way_to(position).gap))
    # All ratings were met, and often.
    codes = np.concatenate([position.ratings for position in after])
    assert min(np.bincount(codes, minlength=len(Rating))) > codes.size / 25


def test_what_the_workbook_says_before_anybody_works_it_out_is_what_it_comes_to():
    content = to_thinking_workbook(several())
    told, found = opened(content, data_only=True), recalculated(content)

    for sheet in told:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")):
            worked_out = found[sheet.title][cell.coordinate].value
            if isinstance(cell.value, str):
                assert worked_out == cell.value, cell
            else:
                assert close(worked_out, cell.value), cell


def test_what_is_typed_changes_ratings_and_counts_as_the_core_would():
    card = read(
        "indicator,unit,value,target,target_low,target_high,polarity,amber,amber_limit,previous,numerator,denominator\n"
        "Noise,ratio,0.5,0.6,,,higher,,,,,\n"
        "Short,%,70,85,,,higher,,,60,70,100\n"
        "Lower,days,12,10,,,lower,,,,,\n"
        "Band,%,60,,40,50,band,,,,,\n"
        "Stated,%,60,80,,,higher,,65,,,\n"
        "Own,%,60,80,,,higher,25%,,,,\n"
        "Zero,%,-1,0,,,higher,5%,,,,\n"
        "Missing,%,,80,,,higher,,,,,\n"
        "No target,%,50,,,,higher,,,,,\n"
        "Gone,%,50,40,,,higher,,,,,\n"
    )
    position = card.position()
    book = opened(to_thinking_workbook(Pack(card, position, Cover())))
    row, places = table(book["Scorecard"])
    typed = {
        "Value": {"Noise": 0.8, "Short": 83, "Band": 52, "Stated": 65, "Zero": 0, "Missing": 76.5, "Gone": "n/a"},
        "Target": {"Noise": 0.7 + 0.1, "Lower": 11.5, "No target": 53, "Own": -80},
        "Upper target": {"Band": 49.5},
        "Own tolerance": {"Lower": 0.4},
        "Own: % of target": {"Lower": "no"},
    }
    names = position.figures.indicator.tolist()
    for header, cells in typed.items():
        for name, value in cells.items():
            book["Scorecard"].cell(row + 1 + names.index(name), places[header]).value = value
    book["Rule"]["B5"].value = 3.5
    book["Rule"]["B7"].value = 2
    book["Rule"]["B8"].value = "yes"
    kept = io.BytesIO()
    book.save(kept)
    figures = {name: getattr(position.figures, name).copy() for name in ("value", "target", "target_high", "amber")}
    for header, name in (
        ("Value", "value"),
        ("Target", "target"),
        ("Upper target", "target_high"),
        ("Own tolerance", "amber"),
    ):
        for measure, value in typed[header].items():
            figures[name][names.index(measure)] = np.nan if value == "n/a" else value
    rule = Rule(amber=Tolerance(3.5), green_within=Tolerance(2.0, percent=True))
    wanted = Position(position.figures.changed(**figures), rule)

    sheet = recalculated(kept.getvalue())["Scorecard"]

    assert column(sheet, "Rating", len(names)) == ratings(wanted)
    assert ratings(wanted)[:3] == ["● Green", "▲ Amber", "◆ Red"]
    assert all(map(close, column(sheet, "Gap to green", len(names)), way_to(wanted).gap))
    assert lines(sheet)[0] == wording.count_line(wanted.counts)


def test_what_is_typed_on_the_scorecard_goes_on_to_the_scenarios_that_leave_it_alone():
    chosen = one()
    book = opened(to_thinking_workbook(chosen))
    name = book.sheetnames[1]
    names = chosen.position.figures.id.tolist()
    row, places = table(book["Scorecard"])
    for of, value in (("looked-after-seen-6-weeks", 80.0), ("assessments-45-days", 90.0)):
        book["Scorecard"].cell(row + 1 + names.index(of), places["Value"]).value = value
    kept = io.BytesIO()
    book.save(kept)

    sheet = recalculated(kept.getvalue())[name]

    before, after, turned = (
        column(sheet, head, len(names)) for head in ("Rating as it stands", "Rating then", "Changed")
    )
    at = names.index("looked-after-seen-6-weeks")
    assert (before[at], after[at], turned[at]) == ("◆ Red", "● Green", "changed")
    at = names.index("assessments-45-days")
    assert (before[at], after[at], turned[at] or "") == ("● Green", "● Green", "")


def test_formulas_have_functions_that_both_programs_know():
    words = openpyxl.formula.Tokenizer
    formulas = [
        cell.value
        for sheet in opened(to_thinking_workbook(several()))
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]

    used = {token.value[:-1] for text in set(formulas) for token in words(text).items if token.type == "FUNC"}

    assert used - {""} == KNOWN
