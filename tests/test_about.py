import json
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ragcore.about import (
    FIELDS,
    MOST_BYTES,
    About,
    about_in_grid,
    about_in_json,
    as_json,
    as_rows,
    as_settings,
    as_toml,
    read_about,
    sidecar,
)
from ragcore.files.table import Grid
from ragcore.problems import ERROR, WARNING
from ragcore.rule import IMPROVED, Rule, Tolerance
from ragcore.text import visible

tolerances = st.builds(Tolerance, st.integers(0, 2000).map(lambda tenths: tenths / 10), st.booleans())
rules = st.builds(
    Rule,
    amber=st.none() | tolerances,
    green_within=st.just(Tolerance(0.0)) | tolerances.filter(lambda tolerance: tolerance.size > 0),
    improved=st.sampled_from(IMPROVED),
    as_shown=st.booleans(),
)
# What a sheet says is on one line, and nothing in it is hidden; no text holds half of a character.
texts = st.just("") | st.text(max_size=20).map(visible)


def abouts(of=texts):
    """Something said in each field, or nothing."""
    switches = {"hide_small": st.booleans()}
    return st.builds(About, **{field.name: switches.get(field.name, of) for field in fields(About)})


def sheet(*rows):
    """A sheet of rows as they lie, the first being 1."""
    return Grid([(number, list(cells)) for number, cells in enumerate(rows, 1)], "About")


@pytest.fixture
def about(tmp_path):
    """Reads what a file about a scorecard says."""

    def read(text):
        path = tmp_path / "report.about.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_about(path)

    return read


def refusal(result):
    """The one problem that refuses a file."""
    said, rule, problems = result

    assert (said, rule) == (About(), Rule())
    (problem,) = problems
    assert (problem.level, problem.where) == (ERROR, "report.about.toml")
    return problem


def test_the_file_about_a_table_lies_beside_it():
    assert sidecar(Path("data/report.csv")) == Path("data/report.about.toml")
    assert sidecar(Path("data/report.2016.csv")) == Path("data/report.2016.about.toml")


def test_a_file_that_is_not_there_says_nothing(tmp_path):
    assert read_about(tmp_path / "report.about.toml") == (About(), Rule(), [])


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff"])
def test_a_file_without_fields_says_nothing(about, text):
    assert about(text) == (About(), Rule(), [])


def test_a_file_says_a_title_a_date_and_a_rule(about):
    said, rule, problems = about('title = "Report"\ndate = 2016-12-06\n[rule]\namber = "5%"\nas_shown = true\n')

    assert problems == []
    assert said == About(title="Report", date="2016-12-06")
    assert rule == Rule(amber=Tolerance(5.0, percent=True), as_shown=True)


def test_texts_are_on_one_line_and_nothing_in_them_is_hidden(about):
    said, _, _ = about('title = "Winter\\u202e\\n report"\n')

    assert said.title == "Winter report"


def test_a_field_that_is_not_known_is_ignored_and_told(about):
    said, _, problems = about('colour = "blue"\ntitle = "Report"\n')

    assert said == About(title="Report")
    assert [(problem.level, problem.code) for problem in problems] == [(WARNING, "W_UNKNOWN_FIELD")]
    assert "'colour'" in problems[0].message


@pytest.mark.parametrize("value", ["5", "true", '["a"]', "{a = 1}", "12:30:00"])
def test_a_field_that_is_no_text_is_an_error(about, value):
    _, _, problems = about(f"title = {value}\n")

    assert [(problem.level, problem.where) for problem in problems] == [(ERROR, "report.about.toml, title")]
    assert problems[0].message == "In report.about.toml, title must be a text in quotation marks."


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("rule = 5", "no setting 'rule'"),
        ('[rule]\namber = "lots"', "a tolerance is a number such as 5"),
        ("[rule]\namber = true", "amber must be a number"),
        ("[rule]\namber = [5]", "amber must be a number"),
        ("[rule]\namber = inf", "a tolerance is a number such as 5"),
        ("[rule]\namber = -5", "a tolerance is a number such as 5"),
        ('[rule]\nimproved = "maybe"', "'also' or 'instead'"),
        ('[rule]\nimproved = ["also"]', "'also' or 'instead'"),
        ("[rule]\nas_shown = 1", "true or false"),
        ("[rule]\ncolour = 1", "no setting 'colour'"),
    ],
)
def test_a_rule_that_is_none_is_an_error_that_says_what_it_may_be(about, rule, told):
    _, _, problems = about(rule + "\n")

    assert [(problem.level, problem.code) for problem in problems] == [(ERROR, "E_RULE")]
    assert told in problems[0].message


def test_all_that_is_wrong_is_told_together(about):
    _, _, problems = about('title = 5\nbody = 6\n[rule]\namber = "x"\n')

    assert [problem.code for problem in problems] == ["E_FIELD_TYPE", "E_FIELD_TYPE", "E_RULE"]


def test_a_file_that_is_not_toml_is_refused_with_the_place(about):
    problem = refusal(about('title = "Report"\nbody: here\n'))

    assert problem.message == "report.about.toml is not TOML at line 2, column 5; correct it, or remove the file."


def test_a_file_that_is_not_utf_8_is_refused(about):
    assert "save it as UTF-8" in refusal(about('title = "Môn"'.encode("cp1252"))).message


@pytest.mark.parametrize("text", ["n = " + "9" * 5000, "n = " + "[" * 5000], ids=["digits", "brackets"])
def test_a_file_that_breaks_the_reader_is_refused_like_any_other(about, text):
    assert refusal(about(text)).code == "E_ABOUT"


def test_a_file_larger_than_may_be_is_refused_by_that_number(about):
    assert "1,000,000 bytes" in refusal(about(b"#".ljust(MOST_BYTES + 1, b"#"))).message


def test_a_folder_in_its_place_is_refused(tmp_path):
    (tmp_path / "report.about.toml").mkdir()

    assert refusal(read_about(tmp_path / "report.about.toml")).code == "E_ABOUT"


def test_counts_are_hidden_only_where_the_file_says_so(about):
    assert about("hide_small = true\n") == (About(hide_small=True), Rule(), [])
    assert about("hide_small = false\n") == (About(), Rule(), [])


@pytest.mark.parametrize("value", ['"yes"', "1", "[]"])
def test_a_switch_that_is_neither_on_nor_off_is_an_error(about, value):
    _, _, problems = about(f"hide_small = {value}\n")

    assert [problem.message for problem in problems] == ["In report.about.toml, hide_small must be true or false."]


def test_a_sheet_without_rows_says_nothing():
    assert about_in_grid(sheet()) == (About(), Rule(), [])
    assert about_in_grid(sheet(["", ""], ["Field", "Value"])) == (About(), Rule(), [])


@pytest.mark.parametrize("name", ["committee", "Committee", "COMMITTEE:", " committee "])
def test_a_field_of_a_sheet_may_be_written_in_any_case(name):
    assert about_in_grid(sheet([name, "Scrutiny"])) == (About(committee="Scrutiny"), Rule(), [])


@pytest.mark.parametrize("name", ["short_title", "Short title", "short  title"])
def test_a_field_of_a_sheet_may_be_written_in_words(name):
    assert about_in_grid(sheet([name, "Quarter 2"])) == (About(short_title="Quarter 2"), Rule(), [])


@pytest.mark.parametrize("name", FIELDS)
def test_the_label_of_a_field_means_the_field(name):
    value = {"rule.improved": "also", "rule.amber": "5%", "rule.green_within": "2"}.get(name, "yes")

    assert about_in_grid(sheet([FIELDS[name], value])) == about_in_grid(sheet([name, value]))
    assert about_in_grid(sheet([FIELDS[name], value])) != (About(), Rule(), [])


@pytest.mark.parametrize("heading", [["field", "value"], ["Setting", ""], ["Item", "What it says"]])
def test_a_sheet_may_have_a_heading(heading):
    assert about_in_grid(sheet([], heading, ["title", "Report"])) == (About(title="Report"), Rule(), [])


def test_a_field_of_a_sheet_without_a_value_says_nothing():
    assert about_in_grid(sheet(["title"], ["body", ""], ["rule.amber", " "])) == (About(), Rule(), [])


@pytest.mark.parametrize(("word", "on"), [("yes", True), ("TRUE", True), ("No", False), ("FALSE", False)])
def test_a_switch_of_a_sheet_is_on_or_off_in_any_words(word, on):
    said, rule, problems = about_in_grid(sheet(["hide_small", word], ["rule.as_shown", word], ["date", word]))

    assert (said.hide_small, rule.as_shown, said.date, problems) == (on, on, word, [])


def test_amber_if_improved_may_be_no():
    assert about_in_grid(sheet(["Amber if improved", "no"])) == (About(), Rule(), [])


def test_what_is_wrong_with_a_sheet_is_told_with_its_row():
    rows = (["rule.amber", "lots"], ["colour", "blue"], ["Hide numerators of 1 to 5", "perhaps"], ["", "left over"])

    _, rule, problems = about_in_grid(sheet(["title", "Report"], *rows))

    assert rule == Rule()
    assert [(problem.level, problem.code, problem.where) for problem in problems] == [
        (ERROR, "E_RULE", "sheet About, row 2"),
        (WARNING, "W_UNKNOWN_FIELD", "sheet About, row 3"),
        (ERROR, "E_FIELD_TYPE", "sheet About, row 4"),
        (WARNING, "W_UNKNOWN_FIELD", "sheet About, row 5"),
    ]


def test_a_field_that_a_sheet_says_twice_is_an_error():
    said, _, problems = about_in_grid(sheet(["title", "One"], ["Title", ""], ["Title:", "Two"]))

    assert said.title == "One"
    assert [(problem.code, problem.where) for problem in problems] == [("E_DUPLICATE_KEY", "sheet About, row 3")]


def test_what_stands_beside_the_two_columns_of_a_sheet_is_told():
    said, _, problems = about_in_grid(sheet(["title", "One", "", "more"]))

    assert said.title == "One"
    assert [(problem.code, problem.where) for problem in problems] == [("W_EXTRA_COLUMNS", "sheet About, row 1")]


def test_of_a_sheet_full_of_what_is_not_known_the_first_few_are_told():
    _, _, problems = about_in_grid(sheet(*([f"field {row}", "x"] for row in range(100))))

    assert len(problems) == 20


@pytest.mark.parametrize(
    "text", ["", "{", "5", "[]", '{"title": "a", "title": "b"}', '{"a":' * 40, '{"n": NaN}', "\ud800"]
)
def test_metadata_that_is_not_what_it_should_be_refuses_the_file(text):
    said, rule, problems = about_in_json(text)

    assert (said, rule) == (About(), Rule())
    assert [(problem.level, problem.code) for problem in problems] == [(ERROR, "E_ABOUT")]
    assert "write the file again without it" in problems[0].message


def test_a_field_of_metadata_is_checked_like_any_other():
    _, _, problems = about_in_json('{"title": 5, "colour": "blue", "rule": {"amber": "lots"}, "hide_small": 1}')

    assert [problem.code for problem in problems] == ["E_FIELD_TYPE", "W_UNKNOWN_FIELD", "E_RULE", "E_FIELD_TYPE"]
    assert problems[0].where == "metadata scorecard-about, title"


def test_what_says_nothing_is_written_as_nothing():
    assert as_settings(About(), Rule()) == {}
    assert (as_json(About(), Rule()), as_toml(About(), Rule()), as_rows(About(), Rule())) == ("{}", "", [])


@given(abouts(st.text(max_size=20)), rules)
@example(About(title='"\\\x7f\x00\x1f\n\r\t\u2028\U0001f600'), Rule())
def test_every_text_is_written_as_toml_and_json_read_it(said, rule):
    assert tomllib.loads(as_toml(said, rule)) == as_settings(said, rule)
    assert json.loads(as_json(said, rule)) == as_settings(said, rule)


@given(abouts(), rules)
def test_what_is_written_is_read_back_from_each_of_its_homes(said, rule):
    assert about_in_json(as_json(said, rule)) == (said, rule, [])
    assert about_in_grid(sheet(["field", "value"], *as_rows(said, rule))) == (said, rule, [])


@given(said=abouts(), rule=rules)
def test_a_file_that_is_downloaded_says_the_same_beside_a_table(tmp_path_factory, said, rule):
    path = tmp_path_factory.getbasetemp() / "drawn.about.toml"
    path.write_text(as_toml(said, rule), encoding="utf-8", newline="")

    assert read_about(path) == (said, rule, [])
