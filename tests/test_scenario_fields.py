from types import MappingProxyType

import pytest

from ragcore import scenario_fields as fields
from ragcore.problems import ERROR, WARNING
from ragcore.scenario_fields import MOST_CHARACTERS


def codes(problems):
    return [(problem.level, problem.code, problem.where) for problem in problems]


def test_no_text_is_none_and_an_empty_one_is_a_text():
    assert fields.text(None, "note") == (None, [])
    assert fields.text("", "note") == ("", [])


@pytest.mark.parametrize("value", [5, True, ["x"], {"x": 1}])
def test_what_is_no_text_is_an_error(value):
    text, problems = fields.text(value, "note")

    assert text is None
    assert codes(problems) == [(ERROR, "E_FIELD_TYPE", "note")]


@pytest.mark.parametrize("text", ["Winter", "👩\u200d👧 plan", "תוכנית", "مرحبا", "<b>x</b>", "=1+1", "½"])
def test_what_people_write_is_kept(text):
    assert fields.text(text, "name") == (text, [])


@pytest.mark.parametrize("text", ["Win\x07ter", "\u202eWinter", "Win\x00ter", "Win\x85ter", "Winter\r\n", "\tWinter"])
def test_what_cannot_be_seen_is_removed_and_told(text):
    plain, problems = fields.text(text, "name")

    assert plain == "Winter"
    assert codes(problems) == [(WARNING, "W_CONTROL_CHAR", "name")]
    assert "hidden characters" in problems[0].message


def test_a_note_may_have_several_lines_of_visible_text():
    assert fields.text("First.\n\nSecond.", "note", several_lines=True) == ("First.\n\nSecond.", [])
    assert fields.text("First.\x07\r\nSecond.", "note", several_lines=True)[0] == "First.\nSecond."


def test_the_longest_text_is_kept_and_one_character_more_is_refused():
    assert fields.text("a" * MOST_CHARACTERS, "name")[1] == []

    _, (problem,) = fields.text("a" * (MOST_CHARACTERS + 1), "name")

    assert (problem.level, problem.code) == (ERROR, "E_TOO_LONG")
    assert problem.message == "name has 10,001 characters; the most is 10,000."


@pytest.mark.parametrize("value", ["2026-01-05T09:00:00Z", "2026-01-05T09:00:00+01:00", "1970-01-01T00:00:00Z"])
def test_a_time_with_its_zone_is_a_time(value):
    assert fields.created(value) == []


@pytest.mark.parametrize("value", ["2026-01-05", "2026-01-05T09:00:00", "2026-01-05 09:00"])
def test_a_time_without_a_zone_is_taken_to_be_utc_and_that_is_told(value):
    (problem,) = fields.created(value)

    assert (problem.level, problem.code) == (WARNING, "W_CREATED")
    assert "UTC" in problem.message


@pytest.mark.parametrize("value", ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"])
def test_a_time_in_the_future_is_told(value):
    (problem,) = fields.created(value)

    assert (problem.level, problem.code) == (WARNING, "W_CREATED")
    assert "future" in problem.message


@pytest.mark.parametrize(
    "value", ["", "yesterday", "05/01/2026", "2026-13-01", None, 1767603600, ["2026-01-05"], "<b>"]
)
def test_what_is_no_time_is_an_error(value):
    assert codes(fields.created(value)) == [(ERROR, "E_FIELD_TYPE", "created")]


def test_a_base_is_a_hash_and_a_number_of_rows_and_may_hold_neither():
    assert fields.base({"hash": "abc", "rows": 4}) == (("abc", 4), [])
    assert fields.base({}) == (("", None), [])
    assert fields.base({"hash": None, "rows": None}) == (("", None), [])


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (None, "base"),
        ("abc", "base"),
        ([], "base"),
        ({"hash": 5}, "base.hash"),
        ({"rows": "4"}, "base.rows"),
        ({"rows": True}, "base.rows"),
        ({"rows": 4.0}, "base.rows"),
        ({"rows": -1}, "base.rows"),
    ],
)
def test_what_is_no_base_is_an_error_with_its_place(value, where):
    _, problems = fields.base(value)

    assert codes(problems) == [(ERROR, "E_FIELD_TYPE", where)]


def test_an_unknown_field_of_a_base_is_ignored_and_told():
    assert codes(fields.base({"rows": 4, "colour": 1})[1]) == [(WARNING, "W_UNKNOWN_FIELD", "base.colour")]


@pytest.mark.parametrize("value", [None, {}])
def test_no_rule_changes_nothing(value):
    assert fields.rule_settings(value) == (MappingProxyType({}), [])


def test_the_settings_of_a_rule_are_kept_as_they_are_written():
    assert fields.rule_settings({"amber": "5%", "as_shown": True}) == ({"amber": "5%", "as_shown": True}, [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("5", "E_FIELD_TYPE"),
        ([5], "E_FIELD_TYPE"),
        ({"amber": None}, "E_RULE"),
        ({"amber": True}, "E_RULE"),
        ({"amber": "lots"}, "E_RULE"),
        ({"amber": -1}, "E_RULE"),
        ({"green_within": []}, "E_RULE"),
        ({"improved": "maybe"}, "E_RULE"),
        ({"improved": {}}, "E_RULE"),
        ({"as_shown": "yes"}, "E_RULE"),
        ({"colour": 1}, "E_RULE"),
        ({"\x1b[31m" + "a" * 5000: 1}, "E_RULE"),
    ],
)
def test_what_is_no_rule_is_an_error_in_one_sentence(value, code):
    settings, (problem,) = fields.rule_settings(value)

    assert settings == {}
    assert (problem.level, problem.code, problem.where) == (ERROR, code, "rule")
    assert len(problem.message) < 400
    assert "\x1b" not in problem.message


def test_unknown_fields_are_told_with_nothing_hidden_and_not_endless():
    (problem,) = fields.unknown({"\x1b[31m" + "a" * 1000: 1}, frozenset(), "base.")

    assert problem.where == "base.[31m" + "a" * 56
    assert len(problem.message) < 120
