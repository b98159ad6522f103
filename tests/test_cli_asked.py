import argparse

import pytest

from ragcore.cli_asked import add_position_options, counts, number, outcome_of

TABLE = "id,indicator,area,value,target\na,A,North,82,85\na,A,South,90,85\n"


@pytest.fixture
def asked(tmp_path):
    """What becomes of some options of a small scorecard."""
    path = tmp_path / "scorecard.csv"
    path.write_text(TABLE, encoding="utf-8")

    def of(*arguments):
        parser = argparse.ArgumentParser()
        add_position_options(parser)
        return outcome_of(parser.parse_args([str(path), *arguments]))

    return of


def test_the_position_that_is_asked_for_is_that_of_its_area_under_its_rule(asked):
    outcome, _ = asked("--area", "North", "--green-within", "3")

    assert counts(outcome.position) == {"green": 1, "amber": 0, "red": 0, "unavailable": 0, "unrated": 0}
    assert outcome.after is None
    assert len(outcome.scorecard.figures) == 2


def test_an_area_that_is_not_there_is_a_problem_with_those_that_are(asked):
    outcome, problems = asked("--area", "West")

    assert outcome is None
    assert any("it has 'North', 'South'" in problem.message for problem in problems)


def test_where_a_tolerance_is_stated_none_is_told_as_assumed(asked):
    assert "N_TOLERANCE" in {problem.code for problem in asked()[1]}
    assert "N_TOLERANCE" not in {problem.code for problem in asked("--amber", "5")[1]}


def test_a_missing_figure_is_none():
    assert number(float("nan")) is None
    assert number(1.5) == 1.5
