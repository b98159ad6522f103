import math

import numpy as np
import pyarrow as pa
import pytest

from ragcore.coded import Coded
from ragcore.columns import COLUMNS, FIGURE_COLUMNS, Converter
from ragcore.figures import NOT_PUBLISHED
from ragcore.files.table import Table
from ragcore.limits import Polarity
from ragcore.problems import MOST_OF_A_KIND
from ragcore.rating import Rating


def converted(**columns):
    """What a table of these columns becomes, and its problems."""
    count = len(next(iter(columns.values())))
    columns = {"indicator": ["Calls", "Waste", "Homes"][:count], **columns}
    cells = [pa.array(cells, pa.string()) for cells in columns.values()]
    table = Table(list(columns), cells, np.arange(2, count + 2, dtype=np.int32))
    converter = Converter(table, {name: place for place, name in enumerate(columns)})
    found = converter.converted()
    return {name: told_of(column) for name, column in found.items()}, converter.problems


def told_of(column):
    """A converted column as a list."""
    return (column.as_texts() if isinstance(column, Coded) else column).tolist()


def told(problems):
    return [(problem.code, problem.where) for problem in problems]


def test_columns_that_are_not_there_hold_nothing():
    found, problems = converted(indicator=["Calls", "Waste"])

    assert problems == []
    assert found["polarity"] == [Polarity.HIGHER, Polarity.HIGHER]
    assert found["published"] == [NOT_PUBLISHED, NOT_PUBLISHED]
    assert (found["key"], found["suppressed"], found["unit"]) == ([False] * 2, [False] * 2, [""] * 2)


def test_every_column_of_a_scorecard_is_converted():
    found, _ = converted(**{name: [""] for name in COLUMNS})

    assert set(found) == {*COLUMNS, "typed", "suppressed", "amber_percent"}


def named_after(header, **columns):
    """Whose the benchmarks are, in a table whose column of benchmarks is called `header`."""
    told = {"indicator": ["Calls", "Waste"], header: ["80.1", ""], **columns}
    cells = [pa.array(cells, pa.string()) for cells in told.values()]
    places = {name.replace(header, "benchmark"): place for place, name in enumerate(told)}
    found = Converter(Table(list(told), cells, np.array([2, 3], dtype=np.int32)), places).converted()
    return told_of(found["benchmark_name"]) if "benchmark_name" in found else None


def test_a_benchmark_is_whose_the_name_of_its_column_says_where_no_other_column_says_it():
    assert named_after("England") == ["England", ""]
    assert named_after("England", benchmark_name=["Neighbours", ""]) == ["Neighbours", ""]
    assert named_after("benchmark") is named_after("Benchmark value") is None


@pytest.mark.parametrize("name", FIGURE_COLUMNS)
def test_a_word_where_a_figure_belongs_is_an_error_with_its_row_and_column(name):
    found, problems = converted(**{name: ["1", "lots", "3"]})

    assert told(problems) == [("E_NOT_A_NUMBER", f"row 3, column {name}")]
    assert "'lots' is not a number" in problems[0].message
    assert math.isnan(found[name][1])


def test_a_fault_that_stands_in_many_rows_is_told_once_with_all_of_them():
    _, problems = converted(value=["?", "1", "?"])

    assert told(problems) == [("E_NOT_A_NUMBER", "rows 2 and 4, column value")]


def test_a_faulty_value_is_not_told_to_be_missing_too():
    _, problems = converted(value=["lots", "n/a", "3"])

    assert told(problems) == [("E_NOT_A_NUMBER", "row 2, column value"), ("W_MISSING", "row 3, column value")]


def test_an_empty_value_is_unavailable_without_a_word():
    found, problems = converted(value=["", " ", "3"])

    assert problems == []
    assert math.isnan(found["value"][0])


def test_words_for_no_value_are_counted():
    _, problems = converted(value=["n/a", "..", "3"])

    assert told(problems) == [("W_MISSING", "rows 2 and 3, column value")]
    assert problems[0].message == "2 cells were read as unavailable, such as 'n/a'; 2 rows in all have no figure."


def test_one_word_for_no_value_is_told_as_one():
    (problem,) = converted(value=["n/a", "3"])[1]

    assert problem.message == "1 cell was read as unavailable, such as 'n/a'; 1 row in all has no figure."


def test_a_suppressed_value_is_unavailable_and_told():
    found, problems = converted(value=["c", "<5", "3"])

    assert found["suppressed"] == [True, True, False]
    assert told(problems) == [("W_SUPPRESSED", "rows 2 and 3, column value")]
    assert "never worked out from other figures" in problems[0].message


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_value_that_would_be_made_of_a_suppressed_count_is_suppressed(part):
    counts = {"numerator": ["4"], "denominator": ["10"], part: ["c"]}

    found, _ = converted(value=[""], **counts)

    assert found["suppressed"] == [True]


def test_a_value_beside_a_suppressed_count_is_a_value():
    found, _ = converted(value=["40"], numerator=["c"], denominator=["10"])

    assert found["suppressed"] == [False]


@pytest.mark.parametrize(
    ("word", "codes"), [("monitor only", ["W_NO_TARGET"]), ("No target", ["W_NO_TARGET"]), ("", [])]
)
def test_a_word_for_no_target_is_no_target_and_told(word, codes):
    found, problems = converted(target=[word])

    assert math.isnan(found["target"][0])
    assert [problem.code for problem in problems] == codes


def test_a_formula_that_could_not_be_worked_out_is_no_figure_and_told():
    found, problems = converted(value=["#DIV/0!", "1"])

    assert math.isnan(found["value"][0])
    assert told(problems) == [("W_FORMULA_ERROR", "row 2, column value")]
    assert "'#DIV/0!'" in problems[0].message


def test_a_number_that_is_read_without_something_beside_it_is_told():
    found, problems = converted(value=["85 (p)", "1"])

    assert found["value"] == [85.0, 1.0]
    assert problems[0].message == "1 cell was read without a footnote mark, such as '85 (p)' as 85."


def test_a_unit_in_the_cells_is_the_unit_of_the_indicator():
    found, _ = converted(value=["31 days", "£12.50", "3"])

    assert found["unit"] == ["days", "£", ""]


def test_a_percentage_has_one_spelling():
    found, _ = converted(value=["1", "2"], unit=["Percentage", "per cent of calls"])

    assert found["unit"] == ["%", "% of calls"]


def test_the_files_own_legend_of_marks_goes_before_the_usual_meaning():
    columns = {"indicator": ["Calls", "Waste"], "value": ["x", "c"]}
    cells = [pa.array(cells) for cells in columns.values()]
    notes = ["x = suppressed to protect confidentiality", "c = not applicable"]
    converter = Converter(
        Table(list(columns), cells, np.array([2, 3], dtype=np.int32), notes=notes), {"indicator": 0, "value": 1}
    )

    assert converter.converted()["suppressed"].tolist() == [True, False]
    assert converter.problems[0].code == "W_LEGEND"


def test_figures_with_a_per_cent_sign_are_percentages():
    found, _ = converted(value=["85%", "44.1", ""], target=["90", "45", "90 %"])

    assert found["unit"] == ["%", "", "%"]


def test_an_indicator_with_a_per_cent_sign_in_one_row_is_a_percentage_in_all():
    found, _ = converted(indicator=["Calls", "CALLS", "Waste"], value=["85%", "n/a", "44"])

    assert found["unit"] == ["%", "%", ""]


def test_a_unit_that_is_stated_counts_and_an_empty_one_is_made_of_the_sign():
    found, _ = converted(value=["85%", "44%", "31"], unit=["% of calls", "", "days"])

    assert found["unit"] == ["% of calls", "%", "days"]


def test_a_figure_is_shown_with_the_decimals_stated_or_else_typed():
    found, _ = converted(value=["82.50", "44.1", ""], decimals=["1", "", ""])

    assert found["decimals"] == [1, 1, 1]
    assert found["typed"] == [2, 1, 0]


@pytest.mark.parametrize("text", ["1.5", "10", "-1", "two", "²"])
def test_a_number_of_decimals_that_is_none_is_an_error(text):
    _, problems = converted(decimals=[text])

    assert told(problems) == [("E_DECIMALS", "row 2, column decimals")]
    assert "whole number from 0 to 9" in problems[0].message


def test_a_tolerance_is_in_the_indicators_unit_or_in_per_cent_of_the_target():
    found, problems = converted(amber=["5", "2.5%", ""])

    assert problems == []
    assert found["amber"][:2] == [5.0, 2.5]
    assert math.isnan(found["amber"][2])
    assert found["amber_percent"] == [False, True, False]


@pytest.mark.parametrize("text", ["-5", "five", "5 points", "1e400"])
def test_a_tolerance_that_is_none_gives_way_to_the_scorecards_own(text):
    found, problems = converted(amber=[text])

    assert told(problems) == [("W_AMBER", "row 2, column amber")]
    assert "the scorecard's own was used" in problems[0].message
    assert math.isnan(found["amber"][0])


def test_a_polarity_is_one_of_four_in_the_words_in_use():
    found, problems = converted(polarity=["Smaller is better", "BAND", ""])

    assert problems == []
    assert found["polarity"] == [Polarity.LOWER, Polarity.BAND, Polarity.HIGHER]


def test_a_polarity_that_is_none_is_an_error_and_never_higher_in_silence():
    _, problems = converted(polarity=["sideways"])

    assert told(problems) == [("E_POLARITY", "row 2, column polarity")]
    assert problems[0].message == "'sideways' is no polarity; write higher, lower, band or none."


def test_a_published_rating_is_a_colour_or_none():
    found, problems = converted(published=["Amber", "n/a", ""])

    assert problems == []
    assert found["published"] == [Rating.AMBER, NOT_PUBLISHED, NOT_PUBLISHED]


def test_a_published_rating_that_is_none_is_told():
    found, problems = converted(published=["purple"])

    assert told(problems) == [("W_PUBLISHED", "row 2, column published")]
    assert found["published"] == [NOT_PUBLISHED]


def test_a_key_that_is_neither_yes_nor_no_is_read_as_no_and_told():
    found, problems = converted(key=["yes", "maybe", "no"])

    assert told(problems) == [("W_KEY", "row 3, column key")]
    assert found["key"] == [True, False, False]


def test_texts_are_made_visible():
    found, _ = converted(owner=["  Children's \n Services "])

    assert found["owner"] == ["Children's Services"]


def test_more_faults_than_anybody_reads_are_counted():
    count = 3000
    names = [f"Measure {at}" for at in range(count)]

    _, problems = converted(indicator=names, value=[f"bad {at}" for at in range(count)], decimals=["x"] * count)

    faulty = [problem for problem in problems if problem.code == "E_NOT_A_NUMBER"]
    assert len(faulty) == MOST_OF_A_KIND
    assert sum(1 + problem.more for problem in faulty) == count
    assert problems[-1].code == "E_DECIMALS"


def test_more_kinds_of_cleaned_figures_than_anybody_reads_are_counted():
    count = 50

    _, problems = converted(
        indicator=[f"Measure {at}" for at in range(count)], value=[f"5 per {at + 1}" for at in range(count)]
    )

    assert [problem.code for problem in problems] == ["W_NUMBER_CLEANED"] * MOST_OF_A_KIND
    assert sum(1 + problem.more for problem in problems) == count


def test_the_sign_of_a_target_is_the_polarity_where_none_is_stated():
    found, problems = converted(value=["4", "7"], target=["<=5", "<=5"])

    assert found["polarity"] == [Polarity.LOWER, Polarity.LOWER]
    assert told(problems) == [
        ("W_NUMBER_CLEANED", "rows 2 and 3, column target"),
        ("W_POLARITY_SEEN", "rows 2 and 3, column target"),
    ]


def test_a_figure_in_the_unit_that_is_stated_is_told_once():
    found, problems = converted(value=["1.2m"], target=["1.5"], unit=["£m"])

    assert (found["value"], found["decimals"]) == ([1.2], [1])
    assert told(problems) == [("W_UNIT", "row 2, column value")]


def test_units_and_scales_that_do_not_go_together_are_told():
    _, problems = converted(value=["90%", "5%"], target=["85", "0.1"], unit=["days", ""])

    assert told(problems) == [("W_UNIT", "row 2, column value"), ("W_SCALE", "row 3, column target")]


def test_the_denominator_beside_a_suppressed_numerator_is_taken_away():
    found, problems = converted(value=["50%", "50%"], numerator=["<5", "4"], denominator=["8", "8"])

    assert [math.isnan(count) for count in found["denominator"]] == [True, False]
    assert ("W_COUNTS_SUPPRESSED", "row 2, column denominator") in told(problems)


def test_the_counts_beside_a_suppressed_numerator_without_a_value_are_left_for_the_check_of_counts():
    found, problems = converted(value=[""], numerator=["<5"], denominator=["8"])

    assert (found["suppressed"], found["denominator"]) == ([True], [8.0])
    assert [problem.code for problem in problems] == ["W_SUPPRESSED"]


def test_a_number_of_decimals_may_come_from_a_spreadsheet():
    assert converted(decimals=["1.0", "2", "0.00"])[0]["decimals"] == [1, 2, 0]


@pytest.mark.parametrize(("text", "why"), [("#SPILL!", "could not work"), ("Err:502", "could not"), ("####", "narrow")])
def test_what_a_spreadsheet_shows_for_no_figure_refuses_no_file(text, why):
    (problem,) = converted(value=[text])[1]

    assert problem.code == "W_FORMULA_ERROR"
    assert why in problem.message
