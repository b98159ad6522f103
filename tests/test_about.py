from pathlib import Path

import pytest

from ragcore.about import MOST_BYTES, About, read_about, sidecar
from ragcore.problems import ERROR, WARNING
from ragcore.rule import Rule, Tolerance


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
