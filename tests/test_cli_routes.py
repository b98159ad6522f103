import json
import subprocess
import sys
from pathlib import Path

import pytest

from ragcore.cli import DONE, REFUSED, WRONG_USAGE, main

ROOT = Path(__file__).parent.parent
TABLE = """\
id,indicator,period,unit,value,numerator,denominator,counts,target,amber
calls,Calls answered,2024/25 Q1,%,80,160,200,call|calls,85,5
calls,Calls answered,2024/25 Q2,%,82,164,200,call|calls,85,5
homes,Days to re-let a home,2024/25 Q1,days,33,,,,25,5
homes,Days to re-let a home,2024/25 Q2,days,31,,,,25,5
placed,Children placed in county,2024/25 Q2,%,40,40,100,child|children,60,5
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "scorecard.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(capsys, table):
    """Asks `routes` of the table and returns the exit code, the lines of output and the lines of errors."""

    def ran(*arguments):
        code = main(["routes", table, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, [line for line in err.splitlines() if not line.startswith(("note", "warning"))]

    return ran


@pytest.fixture
def asked(run):
    """The answers in JSON."""

    def ran(*arguments):
        code, out, err = run(*arguments, "--format", "json")
        assert (code, err) == (DONE, [])
        return json.loads(out)

    return ran


def test_without_a_question_every_distance_is_told_the_least_effort_first(asked):
    told = asked()

    assert [each["id"] for each in told["distance"]] == ["homes", "calls", "placed"]
    calls = told["distance"][1]
    assert calls["green"] == {"value": 85.0, "points": 3.0, "cases": 6, "share": 1.5, "stopped_by": None}
    assert calls["amber"]["stopped_by"] == "there already"
    assert told["distance"][2]["green"]["stopped_by"] == "where children live"


def test_what_started_locked_and_what_has_no_cap_are_told(asked):
    terms = asked("--goal", "green 2")["terms"]

    assert terms["effort"] == "share"
    assert [each["id"] for each in terms["placed"]] == ["placed"]
    assert terms["no_cap"] == ["calls"]


def test_a_goal_has_its_route_with_its_sum_and_what_it_is_not(asked):
    answer = asked("--goal", "green 2")["goal"]

    assert (answer["goal"], answer["reach"]) == ("at least 2 green", "reached")
    [route] = answer["routes"]
    assert (route["advice"], route["effort"]) == ("A sum, not advice", 1.5)
    assert route["counts"] == {"green": 2, "amber": 0, "red": 1, "unavailable": 0, "unrated": 0}
    assert route["moves"] == [
        {"id": "calls", "was": "amber", "rating": "green", "from": 82.0, "to": 85.0, "points": 3.0, "cases": 6,
         "share": 1.5, "effort": 1.5}
    ]  # fmt: skip


def test_in_text_every_route_carries_that_it_is_no_advice(run):
    code, out, err = run("--goal", "green 2")

    assert (code, err) == (DONE, [])
    assert "Route 1: effort 1.5; green 2, amber 0, red 1. A sum, not advice" in out.splitlines()
    assert "  calls: 82 to 85 (3 points, 6 more, 1.50 of its largest past move), amber to green" in out.splitlines()


def test_a_goal_that_is_reached_already_is_told_as_that(asked, run):
    assert asked("--goal", "green 1")["goal"]["reach"] == "already there"
    assert "Goal: at least 1 green: already there." in run("--goal", "green 1")[1]


def test_a_goal_out_of_reach_says_what_stands_in_the_way(asked, run):
    answer = asked("--goal", "no red")["goal"]

    assert (answer["reach"], answer["short"]["reds"], answer["nearest"]) == ("out of reach", 1, None)
    assert [(each["id"], each["stopped_by"]) for each in answer["obstacles"]] == [("placed", "where children live")]
    assert "  placed to amber: where children live, 15 points to go" in run("--goal", "no red")[1].splitlines()


def test_locks_caps_and_ways_to_count_effort_are_options(asked):
    unlocked = asked("--goal", "no red", "--unlock", "placed", "--by", "points", "--weight", "placed=2")
    locked = asked("--goal", "green 2", "--lock", "calls")
    capped = asked("--goal", "green 2", "--most", "calls=2.5")
    cases = asked("--goal", "green 2", "--by", "cases", "--only", "calls")

    assert unlocked["goal"]["routes"][0]["effort"] == 30.0
    assert locked["goal"]["obstacles"][0]["stopped_by"] == "locked"
    assert capped["goal"]["obstacles"][0] == {
        "id": "calls", "rating": "green", "stopped_by": "too far", "points": 3.0, "most": 2.5
    }  # fmt: skip
    assert cases["goal"]["routes"][0]["effort"] == 6.0


def test_a_budget_buys_greens_or_fewer_reds_and_has_a_curve(asked, run):
    told = asked("--budget", "1.5", "--curve", "--unlock", "placed", "--by", "points", "--wish", "red")

    assert told["budget"]["route"]["moves"] == []
    assert told["curve"]["wish"] == "red"
    assert told["curve"]["steps"] == [
        {"effort": 0.0, "count": 1},
        {"effort": 15.0, "count": 0, "id": "placed", "rating": "amber", "own": 15.0},
    ]
    lines = run("--budget", "1.5", "--curve")[1].splitlines()
    assert "For 1.5: effort 1.5; green 2, amber 0, red 1. A sum, not advice" in lines
    assert lines[-2:] == ["Effort 0: green 1", "Effort 1.5: green 2 (calls to green, 1.5)"]


def test_seeking_goes_both_ways(asked, run):
    told = asked("--seek", "calls")["seeks"]

    assert told == [
        {
            "id": "calls",
            "value": 82.0,
            "amber": {"value": {"value": 82.0, "points": 0.0, "cases": 0}, "targets": {"target": 87.0}},
            "green": {"value": {"value": 85.0, "points": 3.0, "cases": 6}, "targets": {"target": 82.0}},
        }
    ]
    assert "  green: 85 reaches it; the most ambitious still met: target 82" in run("--seek", "calls")[1].splitlines()


def test_a_sweep_names_every_place_and_what_changes_there(asked, run):
    [told] = asked("--sweep", "tolerance")["sweeps"]

    assert (told["own"], [place["at"] for place in told["places"]]) == (5.0, [0.0, 3.0])
    assert told["places"][1]["changes"] == [{"id": "calls", "before": "red", "on": "amber", "after": "amber"}]
    assert "    calls: red to amber" in run("--sweep", "tolerance")[1].splitlines()


def test_a_replay_has_the_counts_of_each_period_before_and_after(asked, run):
    told = asked("--replay", "no-amber", "--replay", "1", "--replay", "targets")["replays"]

    assert [each["replay"] for each in told] == ["no-amber", "1", "targets"]
    assert [period["period"] for period in told[0]["periods"]] == ["2024/25 Q1", "2024/25 Q2"]
    assert (told[0]["periods"][1]["before"]["amber"], told[0]["periods"][1]["after"]["amber"]) == (1, 0)
    assert "  2024/25 Q2: green 1, amber 1, red 1; then green 1, amber 0, red 2" in run("--replay", "no-amber")[1]


def test_a_rule_of_the_command_line_is_the_one_that_is_asked_under(asked):
    assert asked("--goal", "green 2", "--green-within", "3")["goal"]["reach"] == "already there"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--goal", "blue 3"], "'blue 3' is no goal"),
        (["--goal", "green 2", "--goal", "green 1"], "contradict each other"),
        (["--goal", "green 9"], "only 3 measures have a rating"),
        (["--lock", "x"], "There is no measure 'x'"),
        (["--only", "x"], "There is no measure 'x'"),
        (["--seek", "x"], "There is no measure 'x'"),
        (["--most", "calls"], "write it as ID=5"),
        (["--most", "calls=nan"], "write it as ID=5"),
        (["--weight", "calls=2"], "Weights are for effort in points"),
        (["--by", "cases", "--unlock", "placed"], "do not add up"),
        (["--budget", "-1"], "not below 0"),
        (["--replay", "lots"], "a tolerance is a number"),
    ],
)
def test_a_question_that_cannot_be_asked_ends_with_2_and_a_sentence(run, arguments, told):
    code, out, err = run(*arguments)

    assert (code, out) == (WRONG_USAGE, "")
    assert len(err) == 1
    assert err[0].startswith("error: routes: ")
    assert told in err[0]


@pytest.mark.parametrize("arguments", [["--by", "hours"], ["--budget", "lots"], ["--sweep", "rain"]])
def test_wrong_usage_ends_with_2(run, arguments):
    assert run(*arguments)[:2] == (WRONG_USAGE, "")


def test_a_file_that_is_refused_ends_with_1(capsys):
    assert main(["routes", "nowhere.csv", "--goal", "green 1"]) == REFUSED
    assert capsys.readouterr().out == ""


def test_rating_and_checking_load_no_solver(table):
    script = f"from ragcore.cli import main; import sys; main(['rate', {table!r}]); print('scipy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
