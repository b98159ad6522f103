import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.problems import ERROR, WARNING
from ragcore.scenario import FIELDS, Change, Scenario
from ragcore.scenario_file import MOST_CHANGES, check_against, now, read_scenario, write_scenario
from ragcore.scorecard import Scorecard
from ragcore.text import broken_in, hidden_in, visible

CALLS = {"id": "calls", "field": "target", "value": 90}


def file(without=(), **fields):
    """The bytes of a scenario file; `fields` in the place of its own, and some left out."""
    told = {
        "format": "scorecard-scenario",
        "version": 1,
        "name": "Winter plan",
        "created": "2026-01-05T09:00:00Z",
        "base": {"hash": "abc", "rows": 4},
        "overrides": [CALLS],
        **fields,
    }
    return json.dumps({name: value for name, value in told.items() if name not in without}).encode()


def accepted(data):
    """The scenario of a file that is accepted, and its warnings."""
    scenario, problems = read_scenario(data)

    assert scenario is not None, problems
    assert all(problem.level == WARNING for problem in problems)
    return scenario, [(problem.code, problem.where) for problem in problems]


def refusals(data):
    """The errors of a file that is refused."""
    scenario, problems = read_scenario(data)

    assert scenario is None
    assert all(problem.message.endswith(".") for problem in problems)
    return [(problem.code, problem.where) for problem in problems if problem.level == ERROR]


def test_a_good_file_is_a_scenario_without_a_word():
    scenario, warnings = accepted(file(note="Agreed.", horizon="2025/26 Q4", area=None, rule={"amber": "2%"}))

    assert warnings == []
    assert scenario == Scenario(
        name="Winter plan",
        changes=(Change("calls", "target", 90.0),),
        note="Agreed.",
        horizon="2025/26 Q4",
        rule={"amber": "2%"},
        created="2026-01-05T09:00:00Z",
        base_hash="abc",
        base_rows=4,
    )


def seen(least=0):
    """Texts as they are after reading."""
    return (
        st.text(max_size=12)
        .map(visible)
        .filter(lambda text: len(text) >= least and not broken_in(text) and not hidden_in(text))
    )


def change(field):
    tolerance = st.integers(0, 500).map(lambda tenths: f"{tenths / 10}%")
    figures = st.floats(0, 1e9) if field == "amber" else st.floats(-1e15, 1e15)
    values = figures | tolerance if field == "amber" else figures
    return st.builds(
        Change, id=seen(1), field=st.just(field), value=values.map(lambda value: value or 0.0), reason=seen()
    )


scenarios = st.builds(
    Scenario,
    name=seen(),
    note=st.lists(seen(1), max_size=3).map("\n".join),
    area=st.none() | seen(),
    period=st.none() | seen(),
    horizon=st.none() | seen(),
    rule=st.sampled_from([{}, {"amber": "5%"}, {"improved": "also", "as_shown": True}]).map(MappingProxyType),
    created=st.datetimes().map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")),
    base_hash=seen(),
    base_rows=st.none() | st.integers(0, 10**6),
).flatmap(lambda scenario: st.lists(st.sampled_from(FIELDS).flatmap(change), max_size=5).map(scenario.with_changes))


@given(scenarios)
def test_what_is_written_is_read_again_with_unknown_ids_and_reasons(scenario):
    again, problems = read_scenario(write_scenario(scenario))

    assert again == scenario, problems


def test_what_is_written_is_plain_utf_8_with_all_its_fields():
    told = json.loads(write_scenario(Scenario(name="Môn").plus(Change("calls", "target", 90.0))))

    assert list(told) == [
        "format", "version", "name", "created", "base", "note", "horizon", "area", "period", "rule", "overrides",
    ]  # fmt: skip
    assert told["overrides"] == [{"id": "calls", "field": "target", "value": 90.0}]
    assert "Môn".encode() in write_scenario(Scenario(name="Môn"))


@pytest.mark.parametrize("name", ["area", "period", "horizon", "note", "rule"])
def test_a_field_that_may_be_missing_may_be_null_or_missing(name):
    assert accepted(file(**{name: None}))[0] == accepted(file(without=[name]))[0]


@pytest.mark.parametrize("name", ["name", "created", "base", "overrides"])
def test_a_field_that_every_file_has_is_refused_by_name_where_it_is_missing(name):
    assert refusals(file(without=[name])) == [("E_MISSING_FIELD", name)]


@pytest.mark.parametrize("name", ["name", "created", "base", "overrides"])
@pytest.mark.parametrize("value", [None, 5, True])
def test_a_field_of_another_kind_is_refused_by_name(name, value):
    assert refusals(file(**{name: value})) == [("E_FIELD_TYPE", name)]


def test_a_scenario_may_change_nothing_and_have_no_name():
    scenario, warnings = accepted(file(name="", overrides=[]))

    assert (scenario.name, scenario.changes, warnings) == ("", (), [])


def test_all_that_is_wrong_with_a_file_is_told_together():
    overrides = [5, {"id": "", "field": "colour", "value": 1}, {"id": "calls", "field": "value", "value": "90"}]

    assert refusals(file(name=["x"], created="soon", base=[], rule=5, note={}, overrides=overrides)) == [
        ("E_FIELD_TYPE", "base"),
        ("E_FIELD_TYPE", "rule"),
        ("E_FIELD_TYPE", "overrides[0]"),
        ("E_FIELD_TYPE", "overrides[1].id"),
        ("E_FIELD", "overrides[1].field"),
        ("E_FIELD_TYPE", "overrides[2].value"),
        ("E_FIELD_TYPE", "name"),
        ("E_FIELD_TYPE", "note"),
        ("E_FIELD_TYPE", "created"),
    ]


@pytest.mark.parametrize(
    "data", [b'"text"', b"5", b"null", b"true", b"[]", b"{}", b'{"format": 1}', b'{"format": "Scorecard-Scenario"}']
)
def test_json_that_is_no_scenario_says_what_one_says(data):
    _, problems = read_scenario(data)

    assert [(problem.code, problem.where) for problem in problems] == [("E_FORMAT", "file")]
    assert 'a scenario file says "format": "scorecard-scenario"' in problems[0].message


@pytest.mark.parametrize("version", ["1", True, 1.0, 0, -1, None, [1], "latest"])
def test_a_version_that_is_none_is_refused(version):
    assert refusals(file(version=version)) == [("E_VERSION", "version")]


def test_a_missing_version_is_refused():
    assert refusals(file(without=["version"])) == [("E_VERSION", "version")]


def test_a_newer_version_is_refused_by_number():
    _, (problem,) = read_scenario(file(version=2))

    assert problem.message == "The file has version 2; this program reads up to version 1. Use a newer program."


def test_the_first_shape_is_migrated_and_that_is_told():
    scenario, warnings = accepted(b'{"name": "Old", "targets": {"calls": 90, "gone": 1}, "colour": "blue"}')

    assert (scenario.name, scenario.created) == ("Old", "1970-01-01T00:00:00Z")
    assert scenario.changes == (Change("calls", "target", 90.0), Change("gone", "target", 1.0))
    assert warnings == [("W_MIGRATED", "file"), ("W_UNKNOWN_FIELD", "colour")]


@pytest.mark.parametrize("targets", ['{"calls": "90"}', '{"": 90}', '{"calls": null}', '{"calls": [90]}'])
def test_a_target_of_the_first_shape_that_is_none_is_refused(targets):
    assert refusals(f'{{"targets": {targets}}}'.encode())[0][0] == "E_FIELD_TYPE"


def test_unknown_fields_are_ignored_and_told_wherever_they_are():
    overrides = [{**CALLS, "mood": "good"}]

    scenario, warnings = accepted(file(colour="blue", base={"x": 1}, overrides=overrides, __proto__={}))

    assert scenario.changes == (Change("calls", "target", 90.0),)
    assert {("W_UNKNOWN_FIELD", where) for where in ("colour", "__proto__", "base.x", "overrides[0].mood")} == set(
        warnings
    )


@pytest.mark.parametrize(
    ("entry", "code", "place"),
    [
        ({"id": ""}, "E_FIELD_TYPE", ".id"),
        ({"id": "\u200b"}, "E_FIELD_TYPE", ".id"),
        ({"id": None}, "E_FIELD_TYPE", ".id"),
        ({"id": 7}, "E_FIELD_TYPE", ".id"),
        ({"id": "a" * 100_000}, "E_TOO_LONG", ".id"),
        ({"field": "colour"}, "E_FIELD", ".field"),
        ({"field": None}, "E_FIELD", ".field"),
        ({"field": ["target"]}, "E_FIELD", ".field"),
        ({"field": "Target"}, "E_FIELD", ".field"),
        ({"value": None}, "E_FIELD_TYPE", ".value"),
        ({"value": True}, "E_FIELD_TYPE", ".value"),
        ({"value": "90"}, "E_FIELD_TYPE", ".value"),
        ({"value": "5%"}, "E_FIELD_TYPE", ".value"),
        ({"value": [90]}, "E_FIELD_TYPE", ".value"),
        ({"field": "amber", "value": "lots"}, "E_FIELD_TYPE", ".value"),
        ({"field": "amber", "value": -5}, "E_FIELD_TYPE", ".value"),
        ({"field": "amber", "value": True}, "E_FIELD_TYPE", ".value"),
        ({"field": "amber", "value": None}, "E_FIELD_TYPE", ".value"),
        ({"field": "amber", "value": ["5%"]}, "E_FIELD_TYPE", ".value"),
        ({"reason": 5}, "E_FIELD_TYPE", ".reason"),
        ({"reason": "a" * 100_000}, "E_TOO_LONG", ".reason"),
    ],
)
def test_a_change_that_is_none_is_refused_with_its_place(entry, code, place):
    assert refusals(file(overrides=[CALLS, {**CALLS, **entry}])) == [(code, f"overrides[1]{place}")]


@pytest.mark.parametrize("entry", [[], "calls", 5, None, ["calls", "target", 90]])
def test_an_override_that_is_no_object_is_refused_with_its_place(entry):
    assert refusals(file(overrides=[entry])) == [("E_FIELD_TYPE", "overrides[0]")]


@pytest.mark.parametrize("name", ["id", "field", "value"])
def test_an_override_without_one_of_its_fields_is_refused(name):
    entry = {key: value for key, value in CALLS.items() if key != name}

    assert [where for _, where in refusals(file(overrides=[entry]))] == [f"overrides[0].{name}"]


@pytest.mark.parametrize("value", ["5", "5%", 5, 2.5, 0, "0.00001", 0.00001])
def test_a_tolerance_is_a_number_or_a_text(value):
    scenario, warnings = accepted(file(overrides=[{"id": "calls", "field": "amber", "value": value}]))

    assert warnings == []
    assert scenario.changes[0].value == value


def test_the_same_field_of_the_same_indicator_twice_counts_once_and_is_told():
    scenario, warnings = accepted(file(overrides=[CALLS, {**CALLS, "value": 80}]))

    assert scenario.changes == (Change("calls", "target", 80.0),)
    assert warnings == [("W_DUPLICATE_OVERRIDE", "overrides[1]")]


def test_an_id_is_read_as_a_scorecard_reads_its_own():
    scenario, warnings = accepted(file(overrides=[{**CALLS, "id": " cafe\u0301 "}, {**CALLS, "id": "b\u202e"}]))

    assert [change.id for change in scenario.changes] == ["café", "b"]
    assert warnings == [("W_CONTROL_CHAR", "overrides[1].id")]


@pytest.mark.parametrize("name", ["name", "note", "area", "period", "horizon"])
def test_hidden_characters_are_removed_and_told(name):
    scenario, warnings = accepted(file(**{name: "Winter\x1b\u202e"}))

    assert getattr(scenario, name) == "Winter"
    assert warnings == [("W_CONTROL_CHAR", name)]


@pytest.mark.parametrize("name", ["name", "note", "area", "period", "horizon"])
def test_a_text_of_a_hundred_thousand_characters_is_refused(name):
    assert refusals(file(**{name: "a" * 100_000})) == [("E_TOO_LONG", name)]


def test_as_many_changes_as_may_be_are_read_and_one_more_is_refused_by_that_number():
    overrides = [{"id": f"i{at}", "field": "target", "value": at} for at in range(MOST_CHANGES + 1)]

    scenario, _ = accepted(file(overrides=overrides[:-1]))
    _, (problem,) = read_scenario(file(overrides=overrides))

    assert len(scenario.changes) == MOST_CHANGES
    assert problem.message == "There are 10,001 overrides; the most is 10,000."


SCORECARD = Scorecard(
    Figures.of(
        id=["calls", "beds", "calls"],
        area=["North", "North", "South"],
        period=["2024/25 Q1", "2024/25 Q1", "2023/24 Q4"],
        polarity=[Polarity.HIGHER, Polarity.BAND, Polarity.HIGHER],
    )
)


def told(*changes, **settings):
    """What is told of a scenario that was opened on the scorecard."""
    settings = {"base_hash": SCORECARD.hash, **settings}
    scenario = Scenario(changes=tuple(Change(*change) for change in changes), **settings)
    problems = check_against(scenario, SCORECARD, SCORECARD.position("North"))

    assert all(problem.level == WARNING for problem in problems)
    return [(problem.code, problem.where) for problem in problems]


def test_a_scenario_that_fits_is_told_nothing():
    assert told(("calls", "target", 90.0), ("beds", "target_low", 80.0), area="North", period="Q1 2024-25") == []


def test_a_scenario_without_a_hash_is_not_told_to_be_of_another_scorecard():
    assert told(base_hash="") == []


def test_a_scenario_of_another_scorecard_says_so():
    assert told(base_hash="abc") == [("W_OTHER_SCORECARD", "base.hash")]


def test_every_unknown_indicator_is_listed():
    changes = [(f"gone-{at}", "target", 1.0) for at in range(50)]

    assert told(*changes) == [("W_UNKNOWN_INDICATOR", f"overrides[{at}].id") for at in range(50)]


@pytest.mark.parametrize("change", [("beds", "target", 90.0), ("calls", "target_low", 90.0)])
def test_a_target_that_the_indicator_does_not_have_is_told(change):
    assert told(change) == [("W_FIELD", "overrides[0].field")]


@pytest.mark.parametrize("area", ["West", "South", ""])
def test_an_area_that_is_not_here_is_told(area):
    assert told(area=area) == [("W_OTHER_AREA", "area")]


@pytest.mark.parametrize("period", ["2030/31", "2023/24 Q4", "last winter", ""])
def test_a_period_that_is_not_here_is_told(period):
    assert told(period=period) == [("W_OTHER_PERIOD", "period")]


def test_the_present_time_is_one_that_a_file_may_have():
    scenario, warnings = accepted(file(created=now()))

    assert scenario.created.endswith("Z")
    assert warnings == []
