import io

import numpy as np
import pytest

from ragcore.problems import ERROR, MOST_OF_A_KIND, NOTE, WARNING
from ragcore.rating import Rating
from ragcore.read import read
from ragcore.rule import Rule, Tolerance

HEADER = "indicator,period,value,target,polarity"


def rows(*lines, header=HEADER):
    """The bytes of a file with a header and some rows."""
    return "\n".join([header, *lines, ""]).encode()


def accepted(data, **options):
    """The scorecard of a file that is accepted, and its problems without what is assumed of every file."""
    scorecard, problems = read(data, **options)

    assert scorecard is not None, problems
    return scorecard, [problem for problem in problems if problem.code != "N_TOLERANCE"]


def refused(data, **options):
    """The errors of a file that is refused."""
    scorecard, problems = read(data, **options)

    assert scorecard is None
    return [(problem.code, problem.where) for problem in problems if problem.level == ERROR]


def test_a_good_file_is_a_scorecard_and_only_what_was_assumed_is_told():
    scorecard, problems = read(rows("Calls,2016/17,82.5,85,higher", "Homes,2016/17,31,25,lower"))

    assert [(problem.level, problem.code) for problem in problems] == [(NOTE, "N_TOLERANCE")]
    assert "5 points short of the target for percentages, and 5% of it otherwise" in problems[0].message
    assert scorecard.figures.value.tolist() == [82.5, 31.0]
    assert scorecard.position().counts[Rating.AMBER] == 1


def test_nothing_is_told_where_everything_is_stated():
    _, problems = read(rows("Calls,82.5,85,higher,5", header="indicator,value,target,polarity,amber"))

    assert problems == []


def test_a_file_is_read_from_its_bytes_an_open_file_or_its_path(tmp_path):
    data = rows("Calls,2016/17,82.5,85,higher")
    path = tmp_path / "scorecard.csv"
    path.write_bytes(data)

    found = [read(source)[0].hash for source in (data, io.BytesIO(data), path, str(path))]

    assert len(set(found)) == 1


@pytest.mark.parametrize("name", ["gone.csv", ".", "", "with\0nul"])
def test_a_file_that_cannot_be_opened_is_refused_with_a_sentence(tmp_path, name):
    scorecard, (problem,) = read(str(tmp_path / name))

    assert scorecard is None
    assert (problem.level, problem.code) == (ERROR, "E_NO_FILE")
    assert problem.where


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"Dear all,please find\nthe figures,here\n", b"{},[]\n1,2\n"])
def test_a_file_that_is_no_scorecard_says_what_one_needs(data):
    scorecard, problems = read(data)

    assert scorecard is None
    assert problems[0].message.startswith("The file is not a scorecard: it needs columns named indicator, value and ")


@pytest.mark.parametrize("name", ["indicator", "value", "target"])
def test_a_missing_column_is_named(name):
    names = [column for column in ("indicator", "value", "target") if column != name]

    _, problems = read(rows("Calls,85", header=",".join(names)))

    assert [(problem.code, problem.where) for problem in problems] == [("E_MISSING_COLUMN", "header row")]
    assert problems[0].message.startswith(f"There is no column {name};")


def test_a_band_needs_no_column_target_and_counts_no_column_value():
    header = "indicator,numerator,denominator,polarity,target_low,target_high,unit"

    scorecard, _ = accepted(rows("Beds,170,200,band,80,90,%", header=header))

    assert scorecard.figures.value.tolist() == [85.0]
    assert scorecard.position().ratings.tolist() == [Rating.GREEN]


def test_all_that_is_wrong_with_a_file_is_told_together_with_row_and_column():
    data = rows(
        "Calls,2016/17,lots,85,higher",
        ",2016/17,44,45,higher",
        "Homes,2016/17,31,soon,sideways",
        "Tax,2016/17,1e400,30,higher",
        "Calls,2016/17,82,85,higher",
        "Beds,2016/17,85,80,higher,surplus",
    )

    assert refused(data) == [
        ("E_LONG_ROW", "row 7"),
        ("E_NOT_A_NUMBER", "row 2, column value"),
        ("E_OUT_OF_RANGE", "row 5, column value"),
        ("E_NOT_A_NUMBER", "row 4, column target"),
        ("E_POLARITY", "row 4, column polarity"),
        ("E_NO_NAME", "row 3, column indicator"),
        ("E_DUPLICATE_ROW", "rows 2 and 6"),
    ]


def test_no_sentence_shows_a_name_that_only_a_programmer_knows():
    _, problems = read(rows("Calls,2016/17,None,nan,NaT", "A,2016/17,e5,1e5e5,", ",,,,"))

    assert problems
    for problem in problems:
        assert problem.message.endswith(".")
        assert not any(word in problem.message for word in ("Error", "float", "NaN", "Traceback", "object", "int("))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("band,,10,2,,", ("E_BAND_LIMITS", "row 2, column target_low")),
        ("higher,85,,,,90", ("E_AMBER_LIMIT", "row 2, column amber_limit")),
        ("higher,85,,,5,80", ("E_AMBER_TWICE", "row 2, column amber")),
    ],
)
def test_crossing_limits_are_an_error_with_row_and_column(line, told):
    header = "indicator,value,polarity,target,target_low,target_high,amber,amber_limit"

    assert refused(rows(f"Calls,82,{line}", header=header)) == [told]


def test_a_thousand_faults_of_one_kind_are_counted():
    _, problems = read(rows(*(f"I{at},2016/17,w{at},85,higher" for at in range(1000))))

    errors = [problem for problem in problems if problem.level == ERROR]
    assert len(errors) == MOST_OF_A_KIND
    assert errors[-1].message.endswith("And 980 more of this kind.")


def test_names_of_columns_may_be_in_any_order_and_case():
    scorecard, problems = accepted(rows("85,82.5,Calls", header=" TARGET ,Value,Indicator"))

    assert scorecard.figures.target.tolist() == [85.0]
    assert [problem.code for problem in problems] == ["N_POLARITY"]


def test_a_synonym_is_mapped_and_told():
    scorecard, problems = accepted(rows("Calls,82.5,85,Up", header="Measure,Actual,Target,Good_is"))

    assert scorecard.figures.indicator.tolist() == ["Calls"]
    assert [(problem.code, problem.where) for problem in problems] == [
        ("W_HEADER_MAPPED", "column 1"),
        ("W_HEADER_MAPPED", "column 2"),
        ("W_HEADER_MAPPED", "column 4"),
    ]


def test_a_synonym_gives_way_to_a_column_of_the_name_itself():
    scorecard, problems = accepted(rows("Calls,1,82.5,85,higher", header="indicator,actual,value,target,polarity"))

    assert scorecard.figures.value.tolist() == [82.5]
    assert [problem.code for problem in problems] == ["W_EXTRA_COLUMNS"]


def test_what_the_user_maps_goes_before_any_name():
    header = "indicator,value,this quarter,target,polarity"

    scorecard, problems = accepted(rows("Calls,1,82.5,85,higher", header=header), mapping={"This Quarter": "value"})

    assert scorecard.figures.value.tolist() == [82.5]
    assert [problem.code for problem in problems] == ["W_EXTRA_COLUMNS"]


def test_a_mapping_to_a_column_that_no_scorecard_has_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="not to colour"):
        read(rows("Calls,2016/17,82.5,85,higher"), mapping={"value": "colour"})


def test_columns_that_no_scorecard_has_are_ignored_and_told():
    _, problems = accepted(rows("7,Calls,82.5,85,higher,x", header=",indicator,value,target,polarity,No. of homes"))

    assert [problem.code for problem in problems] == ["W_EXTRA_COLUMNS"]
    assert problems[0].message.endswith("were ignored: column 1, which has no name, 'No. of homes'.")


def test_two_columns_of_one_name_are_refused():
    assert refused(rows("Calls,1,2,3", header="indicator,value,Target,target ")) == [
        ("E_DUPLICATE_HEADER", "columns 3 and 4")
    ]


def test_an_id_is_a_text_and_made_of_the_name_where_there_is_none():
    scorecard, _ = accepted(
        rows("007,Calls,1,2,higher", ",Waste %,1,2,higher", header="id,indicator,value,target,polarity")
    )

    assert scorecard.figures.id.tolist() == ["007", "waste"]


def test_a_row_without_an_id_has_that_of_another_row_of_the_same_name():
    header = "id,indicator,period,value,target,polarity"

    scorecard, _ = accepted(rows("007,Calls,2016/17,1,2,higher", ",CALLS,2017/18,1,2,higher", header=header))

    assert scorecard.figures.id.tolist() == ["007", "007"]


def test_names_that_have_the_same_letters_have_different_ids():
    scorecard, _ = accepted(rows("Calls (%),2016/17,1,2,higher", "Calls (£),2016/17,1,2,higher"))

    first, second = scorecard.figures.id
    assert first != second
    assert first.startswith("calls-")


def test_an_id_that_was_given_to_one_name_is_not_made_for_another():
    header = "id,indicator,value,target,polarity"

    scorecard, _ = accepted(rows("calls,Waste,1,2,higher", ",Calls,1,2,higher", header=header))

    assert scorecard.figures.id[1] != "calls"


def test_a_name_is_the_same_whatever_its_capitals_and_spaces():
    assert refused(rows("Calls,2016/17,82,85,higher", "calls ,2016/17,79,85,higher")) == [
        ("E_DUPLICATE_ROW", "rows 2 and 3")
    ]


def test_the_polarity_that_is_assumed_is_told_with_its_rows():
    scorecard, problems = accepted(rows("Calls,2016/17,82,85,", "Homes,2016/17,31,25,lower", "Tax,2016/17,29,30,"))

    assert scorecard.figures.polarity.tolist() == [1, 2, 1]
    assert [(problem.level, problem.where) for problem in problems] == [(NOTE, "rows 2 and 4, column polarity")]


def test_a_value_is_made_of_its_counts_where_it_is_empty():
    header = "indicator,value,numerator,denominator,unit,target,polarity"

    scorecard, _ = accepted(
        rows("Calls,,985,1200,%,85,higher", 'Waste,,3,20,"per 1,000",85,higher', "Homes,,1,0,%,85,lower", header=header)
    )

    assert scorecard.figures.value[:2].tolist() == [100 * 985 / 1200, 150.0]
    assert np.isnan(scorecard.figures.value[2])


def test_a_suppressed_value_is_never_made_of_its_counts():
    header = "indicator,value,numerator,denominator,unit,target,polarity"

    scorecard, problems = accepted(rows("Calls,c,4,10,%,85,higher", "Waste,,c,10,%,85,higher", header=header))

    assert np.isnan(scorecard.figures.value).all()
    assert scorecard.figures.suppressed.tolist() == [True, True]
    assert {(problem.level, problem.code) for problem in problems} == {
        (WARNING, "W_SUPPRESSED"),
        (WARNING, "W_COUNTS_SUPPRESSED"),
    }


def test_counts_that_make_no_figure_are_an_error():
    header = "indicator,numerator,denominator,unit,target,polarity"

    assert refused(rows("Calls,1e15,0.1,%,85,higher", header=header)) == [
        ("E_OUT_OF_RANGE", "row 2, column denominator")
    ]


def test_an_indicator_may_be_missing_in_one_period_though_its_figures_have_a_per_cent_sign():
    scorecard, problems = accepted(rows("Calls,2016/17,85%,90%,higher", "Calls,2017/18,n/a,90%,higher"))

    assert scorecard.figures.unit.tolist() == ["%", "%"]
    assert [problem.code for problem in problems] == ["W_MISSING"]


def test_a_sheet_of_a_file_that_has_none_is_told():
    _, problems = accepted(rows("Calls,2016/17,82,85,higher"), sheet="KPIs")

    assert [(problem.level, problem.code) for problem in problems] == [(WARNING, "W_SHEET")]
    assert "'KPIs'" in problems[0].message


def test_the_file_beside_a_table_says_its_title_and_its_rule(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(rows("Calls,2016/17,82,85,higher"))
    path.with_name("report.about.toml").write_text('title = "Report"\n[rule]\namber = 2\n', encoding="utf-8")

    scorecard, problems = read(path)

    assert problems == []
    assert scorecard.about.title == "Report"
    assert scorecard.rule == Rule(amber=Tolerance(2.0))
    assert scorecard.position().ratings.tolist() == [Rating.RED]


def test_a_rule_that_is_given_goes_before_the_one_that_is_stated(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(rows("Calls,2016/17,82,85,higher"))
    path.with_name("report.about.toml").write_text("[rule]\namber = 2\n", encoding="utf-8")

    scorecard, _ = read(path, rule=Rule(amber=Tolerance(5.0)))

    assert scorecard.position().ratings.tolist() == [Rating.AMBER]


def test_what_is_wrong_beside_a_table_refuses_it_together_with_its_own_faults(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(rows("Calls,2016/17,lots,85,higher"))
    path.with_name("report.about.toml").write_text("title = 5\n", encoding="utf-8")

    assert refused(path) == [
        ("E_FIELD_TYPE", "report.about.toml, title"),
        ("E_NOT_A_NUMBER", "row 2, column value"),
    ]


def test_no_tolerance_is_assumed_where_amber_is_whatever_improved():
    _, problems = read(rows("Calls,2016/17,82,85,higher"), rule=Rule(improved="instead"))

    assert problems == []
