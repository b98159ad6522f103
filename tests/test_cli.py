import csv
import io
import json
import os
import subprocess
import sys

import pytest

from ragcore.cli import DONE, REFUSED, WRONG_USAGE, main

TABLE = """\
id,indicator,area,period,unit,value,numerator,denominator,target,polarity,published
calls,Calls answered,North,2024/25 Q1,%,82.5,165,200,85,higher,amber
calls,Calls answered,North,2024/25 Q2,%,84.0,168,200,85,higher,
homes,Days to re-let a home,North,2024/25 Q1,days,31,,,25,lower,red
calls,Calls answered,South,2024/25 Q1,%,n/a,,,85,higher,
"""
SCENARIO = {
    "format": "scorecard-scenario",
    "version": 1,
    "name": "Winter plan",
    "created": "2026-01-05T09:00:00Z",
    "base": {},
    "overrides": [{"id": "calls", "field": "value", "value": 85}, {"id": "homes", "field": "target", "value": 31}],
}


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "scorecard.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def scenario(tmp_path):
    """Writes a scenario file with some fields in the place of its own."""

    def write(**fields):
        path = tmp_path / "scenario.json"
        path.write_text(json.dumps({**SCENARIO, **fields}), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def run(capsys):
    """Runs the command line and returns its exit code, its output and its errors."""

    def ran(*arguments):
        code = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return ran


@pytest.fixture
def rated(run):
    """Runs `rate` with JSON; returns what it printed and the lines on standard error."""

    def ran(*arguments):
        code, out, err = run("rate", *arguments, "--format", "json")
        assert code == DONE, err
        return json.loads(out), err.splitlines()

    return ran


def test_a_good_file_is_accepted_with_its_rows_and_what_was_assumed(run, table):
    code, out, err = run("check", table)

    assert (code, err) == (DONE, "")
    assert out.splitlines()[0] == "Accepted: 4 rows."
    assert out.splitlines()[1].startswith("warning: row 5, column value: ")


def test_a_file_of_one_row_has_one_row(run, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("indicator,value,target\nCalls,82,85\n", encoding="utf-8")

    assert run("check", str(path))[1].splitlines()[0] == "Accepted: 1 row."


def test_a_check_in_json_has_an_outcome_rows_and_problems_in_its_output(run, table):
    code, out, err = run("check", table, "--format", "json")

    told = json.loads(out)
    assert (code, err) == (DONE, "")
    assert (told["outcome"], told["rows"]) == ("accepted", 4)
    assert list(told["problems"][0]) == ["level", "code", "where", "message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_that_is_refused_says_all_that_is_wrong_and_ends_with_1(run, tmp_path, form):
    path = tmp_path / "bad.csv"
    path.write_text("indicator,value,target\nCalls,lots,85\n,1,2\n", encoding="utf-8")

    code, out, _ = run("check", str(path), "--format", form)

    assert code == REFUSED
    assert "rejected" in out if form == "json" else out.startswith("Refused.")
    assert "row 2, column value" in out
    assert "row 3, column indicator" in out


def test_ratings_have_counts_and_a_record_for_each_indicator(rated, table):
    told, lines = rated(table)

    assert told["counts"] == {"green": 0, "amber": 1, "red": 1, "unavailable": 1, "unrated": 0}
    assert told["indicators"][0] == {
        "area": "North", "period": "2024/25 Q2", "id": "calls", "indicator": "Calls answered", "value": 84.0,
        "target": 85.0, "rating": "amber", "gap": 1.0, "cases": 2, "published": None,
    }  # fmt: skip
    assert [record["value"] for record in told["indicators"]] == [84.0, None, 31.0]
    assert all(line.startswith(("warning: ", "note: ")) for line in lines)


def test_one_area_and_one_period_are_rated_where_they_are_asked_for(rated, table):
    told, _ = rated(table, "--area", "North", "--period", "q1 2024-25")

    assert [(record["id"], record["value"]) for record in told["indicators"]] == [("calls", 82.5), ("homes", 31.0)]
    assert [record["published"] for record in told["indicators"]] == ["amber", "red"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--area", "West"], "The scorecard has no area 'West'; it has 'North', 'South'."),
        (["--period", "2030/31"], "The scorecard has no period '2030/31'; it has '2024/25 Q1', '2024/25 Q2'."),
    ],
)
def test_an_area_or_a_period_that_is_not_there_is_refused_with_those_that_are(run, table, arguments, told):
    code, out, err = run("rate", table, *arguments)

    assert (code, out) == (REFUSED, "")
    assert told in err


@pytest.mark.parametrize(
    ("arguments", "ratings"),
    [
        ([], ["amber", "red"]),
        (["--amber", "0"], ["red", "red"]),
        (["--amber", "24%"], ["amber", "amber"]),
        (["--green-within", "1"], ["green", "red"]),
        (["--improved", "also"], ["amber", "red"]),
        (["--amber", "0", "--as-shown"], ["red", "red"]),
        (["--amber", "1234567"], ["amber", "amber"]),
        (["--amber", "0.00001"], ["red", "red"]),
    ],
)
def test_the_rule_is_as_the_command_line_states_it(rated, table, arguments, ratings):
    told, _ = rated(table, "--area", "North", *arguments)

    assert [record["rating"] for record in told["indicators"]] == ratings


def test_a_tolerance_that_is_stated_is_not_told_to_be_assumed(rated, table):
    assert any("is assumed" in line for line in rated(table)[1])
    assert not any("is assumed" in line for line in rated(table, "--amber", "5")[1])


def test_a_scenario_has_the_ratings_before_and_after(rated, table, scenario):
    told, _ = rated(table, "--area", "North", "--scenario", scenario())

    assert told["counts_before"] == {"green": 0, "amber": 1, "red": 1, "unavailable": 0, "unrated": 0}
    assert told["counts"] == {"green": 2, "amber": 0, "red": 0, "unavailable": 0, "unrated": 0}
    assert [(record["before"], record["rating"]) for record in told["indicators"]] == [
        ("amber", "green"),
        ("red", "green"),
    ]
    assert [record["value"] for record in told["indicators"]] == [85.0, 31.0]
    assert told["headline"] == (
        "Changing one target and one projected value turns one measure from amber to green and one from red to green: "
        "2 green, 0 amber, 0 red. One measure rose by a moved target, not by its figure."
    )


def test_a_scenario_is_rated_at_its_own_area_and_period(rated, table, scenario):
    told, lines = rated(table, "--scenario", scenario(area="North", period="2024/25 Q1"))

    assert [record["before"] for record in told["indicators"]] == ["amber", "red"]
    assert not any("another period" in line for line in lines)


def test_a_scenario_of_an_area_and_a_period_that_are_gone_is_told_and_rated_at_the_latest(rated, table, scenario):
    told, lines = rated(table, "--scenario", scenario(area="West", period="2030/31"))

    assert told["counts"] == told["counts_before"]
    assert len(told["indicators"]) == 3
    assert any(line.startswith("warning: area: There is no area 'West' here") for line in lines)
    assert any(line.startswith("warning: period: The scenario was made for '2030/31'") for line in lines)


def test_a_scenario_with_unknown_indicators_lists_them_and_is_rated(rated, table, scenario):
    told, lines = rated(table, "--scenario", scenario(overrides=[{"id": "gone", "field": "value", "value": 1}]))

    assert told["counts"] == told["counts_before"]
    assert any("'gone'" in line for line in lines)


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "scorecard-scenario", "version": 999}', "\x00"])
def test_a_scenario_that_is_refused_ends_with_1_and_rates_nothing(run, table, tmp_path, text):
    path = tmp_path / "scenario.json"
    path.write_text(text, encoding="utf-8")

    code, out, err = run("rate", table, "--scenario", str(path))

    assert (code, out) == (REFUSED, "")
    assert any(line.startswith("error: ") for line in err.splitlines())


@pytest.mark.parametrize("name", ["gone.json", ".", "with\0nul"])
def test_a_scenario_that_cannot_be_opened_is_refused(run, table, tmp_path, name):
    code, _, err = run("rate", table, "--scenario", str(tmp_path / name))

    assert code == REFUSED
    assert "There is no such scenario file" in err


@pytest.mark.parametrize("command", ["check", "rate"])
@pytest.mark.parametrize("name", ["gone.csv", ".", "with\0nul"])
def test_a_scorecard_that_cannot_be_opened_is_refused(run, tmp_path, command, name):
    code, out, err = run(command, str(tmp_path / name))

    assert code == REFUSED
    assert "There is no such file" in out + err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["paint", "x.csv"],
        ["rate", "x.csv", "--amber", "lots"],
        ["rate", "x.csv", "--amber", "-5"],
        ["rate", "x.csv", "--green-within", "nan"],
        ["rate", "x.csv", "--improved", "maybe"],
        ["rate", "x.csv", "--format", "xml"],
        ["check", "x.csv", "--format", "csv"],
        ["rate", "x.csv", "--colour"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_how(run, arguments):
    code, out, err = run(*arguments)

    assert (code, out) == (WRONG_USAGE, "")
    assert "usage:" in err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["rate", "--help"]])
def test_help_is_help(run, arguments):
    code, out, _ = run(*arguments)

    assert code == DONE
    assert out.startswith("usage: python -m ragcore")


def test_csv_has_a_column_for_each_field_and_nothing_where_there_is_nothing(run, table):
    _, out, _ = run("rate", table, "--area", "South", "--format", "csv")

    (record,) = csv.DictReader(io.StringIO(out))
    assert list(record) == [
        "area",
        "period",
        "id",
        "indicator",
        "value",
        "target",
        "rating",
        "gap",
        "cases",
        "published",
    ]
    assert (record["value"], record["rating"], record["cases"]) == ("", "unavailable", "")


def test_csv_has_the_rating_before_where_there_is_a_scenario(run, table, scenario):
    _, out, _ = run("rate", table, "--area", "North", "--scenario", scenario(), "--format", "csv")

    assert [record["before"] for record in csv.DictReader(io.StringIO(out))] == ["amber", "red"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\uff1d1+1"])
def test_a_text_that_a_spreadsheet_would_run_is_marked_and_a_negative_number_is_not(run, tmp_path, name):
    path = tmp_path / "scorecard.csv"
    path.write_text(f"indicator,value,target\n{name},-5,-3\n", encoding="utf-8")

    _, out, _ = run("rate", str(path), "--format", "csv")

    (record,) = csv.DictReader(io.StringIO(out))
    assert record["indicator"] == f"'{name}"
    assert record["value"] == "-5.0"


def test_a_table_has_the_counts_beneath_and_says_where_where_that_differs(run, table, scenario):
    _, out, _ = run("rate", table, "--scenario", scenario())

    lines = out.splitlines()
    assert lines[0].split() == ["before", "rating", "value", "target", "gap", "cases", "area", "period", "indicator"]
    assert lines[1].split()[:4] == ["amber", "green", "85", "85"]
    assert lines[-3:] == [
        "As it stands: green 0, amber 1, red 1, unavailable 1, unrated 0",
        "Scenario: green 3, amber 0, red 0, unavailable 0, unrated 0",
        (
            "Changing one target and two projected values turns one measure from amber to green, one from red to green "
            "and one from unavailable to green: 3 green, 0 amber, 0 red, 0 unavailable; 3 measures now have a RAG. "
            "One measure rose by a moved target, not by its figure."
        ),
    ]


def test_a_table_of_one_area_and_period_does_not_repeat_them(run, table):
    _, out, _ = run("rate", table, "--area", "North", "--period", "2024/25 Q1")

    assert out.splitlines()[0].split() == ["rating", "value", "target", "gap", "cases", "indicator"]


def test_a_scorecard_without_a_row_there_is_rated_all_the_same(rated, table):
    told, _ = rated(table, "--area", "South", "--period", "2024/25 Q2")

    assert told["indicators"] == []


def test_the_program_runs_as_a_module_and_writes_utf_8_whatever_the_machine_prefers(tmp_path):
    path = tmp_path / "scorecard.csv"
    path.write_text("indicator,value,target\nYnys Môn ŵ,82,85\n", encoding="utf-8")
    command = [sys.executable, "-m", "ragcore", "rate", str(path), "--format", "json"]

    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.returncode == DONE
    assert json.loads(done.stdout.decode())["indicators"][0]["indicator"] == "Ynys Môn ŵ"


def test_a_reader_that_has_had_enough_is_no_fault(tmp_path):
    path = tmp_path / "scorecard.csv"
    path.write_text("indicator,value,target\n" + "".join(f"I{at},1,2\n" for at in range(5000)), encoding="utf-8")
    command = [sys.executable, "-m", "ragcore", "rate", str(path)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        started.stdout.readline()
        started.stdout.close()
        errors = started.stderr.read().decode()

    assert started.returncode == DONE
    assert "BrokenPipe" not in errors


def test_a_scenario_has_its_changes_with_their_reasons_and_the_greens_that_moved_targets_won(rated, table, scenario):
    change = {"id": "calls", "field": "target", "value": 1.0, "reason": "as our neighbours"}

    told, _ = rated(table, "--area", "North", "--scenario", scenario(overrides=[change]))

    assert told["greens_by_moved_target"] == 1
    assert told["changes"] == [change]
