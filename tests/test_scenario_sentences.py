from datetime import UTC, datetime, timedelta, timezone

import pytest

from ragcore.figures import Figures
from ragcore.scenario import Change
from store import Entry, Named, Saved, What
from ui import scenario_sentences

FIGURES = Figures.of(
    id=["calls", "days", "plans"],
    indicator=["Calls answered", "Days to answer", "Plans"],
    unit=["%", "days", "number"],
    decimals=[1, 0, -1],
)
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def named(name, author=""):
    return Named("id", name, "", author, AT, "v", "s", "s")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (AT, "5 Jan 2026, 09:00 UTC"),
        (datetime(2026, 7, 31, 23, 59, tzinfo=UTC), "31 Jul 2026, 23:59 UTC"),
        (datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), "31 Dec 2025, 23:30 UTC"),
    ],
)
def test_a_point_in_time_is_told_in_utc(at, told):
    assert scenario_sentences.moment(at) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-01-05T09:00:00Z", "5 Jan 2026, 09:00 UTC"),
        ("2026-01-05T09:00:00+02:00", "5 Jan 2026, 07:00 UTC"),
        ("2026-01-05T09:00:00", "5 Jan 2026, 09:00 UTC"),
        ("2026-01-05", "5 Jan 2026, 00:00 UTC"),
        ("", "at an unknown time"),
        ("yesterday", "at an unknown time"),
        ("0001-01-01T00:00:00+14:00", "at an unknown time"),
        ("9999-12-31T23:59:59-14:00", "at an unknown time"),
    ],
)
def test_the_time_of_a_file_is_told_where_it_is_one(text, told):
    assert scenario_sentences.made(text) == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("calls", "value", 90.0), "90.0%"),
        (Change("calls", "target", 87.5), "87.5%"),
        (Change("calls", "amber", 2.0), "2 points"),
        (Change("calls", "amber", 1.0), "1 point"),
        (Change("calls", "amber", "5%"), "5% of the target"),
        (Change("calls", "amber", "5"), "5 points"),
        (Change("days", "target", 1.0), "1 day"),
        (Change("days", "amber", 3.0), "3 days"),
        (Change("plans", "value", 1200.0), "1,200"),
        (Change("gone", "value", 12.5), "12.5"),
        (Change("gone", "value", 1234567.25), "1,234,567.25"),
        (Change("gone", "amber", "5%"), "5%"),
        (Change("gone", "target", 3), "3"),
    ],
    ids=str,
)
def test_what_a_change_sets_is_told_with_its_unit_where_the_measure_is_known(change, told):
    assert scenario_sentences.set_to(FIGURES, change) == told


def test_none_is_as_in_the_scorecard():
    assert scenario_sentences.amount(FIGURES, "calls", "target", None) == "as in the scorecard"


def test_settings_of_the_rule_are_told_as_they_are_written():
    told = [
        scenario_sentences.amount(FIGURES, "", name, to)
        for name, to in (("amber", "5%"), ("as_shown", True), ("improved", "also"))
    ]

    assert told == ["5%", "yes", "also"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("value", "projected value"),
        ("target_high", "upper target"),
        ("amber", "tolerance"),
        ("x", "x"),
    ],
)
def test_a_field_has_its_words_and_another_its_name(name, told):
    assert scenario_sentences.field(name) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("amber", "tolerance of the scorecard"),
        ("green_within", "how far short is still green"),
        ("horizon", "time that projected values are for"),
        ("x", "x"),
    ],
)
def test_a_setting_of_the_rule_has_its_words_and_another_its_name(name, told):
    assert scenario_sentences.setting(name) == told


def test_a_measure_that_is_not_here_is_told_by_its_id():
    assert [scenario_sentences.measure(FIGURES, key) for key in ("calls", "gone")] == ["Calls answered", "gone"]


@pytest.mark.parametrize(("count", "told"), [(0, "0 changes"), (1, "1 change"), (1200, "1,200 changes")])
def test_changes_are_counted(count, told):
    assert scenario_sentences.changes(count) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "None of its changes fits these figures."),
        (1, "1 change fits these figures."),
        (2, "2 changes fit these figures."),
    ],
)
def test_how_many_changes_fit(count, told):
    assert scenario_sentences.fits(count) == told


def test_where_what_is_on_screen_is_kept():
    told = [scenario_sentences.kept(*each) for each in ((None, False), (named("Plan"), True), (named("Plan"), False))]

    assert told == [
        "Every step is kept: the address of this page leads back here.",
        "Saved as Plan.",
        "Changed since it was saved as Plan; every step is kept.",
    ]


def test_who_comes_second_to_a_name_is_told_who_was_first_and_when():
    told = scenario_sentences.saved("saved", Saved(named("Plan (2)"), named("Plan", "Ann")))

    assert told == (
        "Saved as Plan (2), because there is another scenario with that name, saved 5 Jan 2026, 09:00 UTC by Ann. Both "
        "are kept."
    )
    assert scenario_sentences.saved("copied", Saved(named("Plan"))) == "Copied as Plan."


@pytest.mark.parametrize("what", What)
def test_everything_that_can_become_of_a_name_has_its_sentence(what):
    told = scenario_sentences.entry(Entry(AT, what, "Plan", "Old plan", "v", "Ann"))

    assert "Plan" in told
    assert ("Old plan" in told) == (what in (What.RENAMED, What.COPIED))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["Calls"], "It also changes what has no slider here: Calls. Reset all takes that back too."),
        (list("abcde"), "It also changes what has no slider here: a, b, c, d, e. Reset all takes that back too."),
        (
            list("abcdefg"),
            "It also changes what has no slider here: a, b, c, d, e and 2 more. Reset all takes that back too.",
        ),
    ],
    ids=len,
)
def test_of_what_has_no_slider_the_first_are_named(names, told):
    assert scenario_sentences.others(names) == told


@pytest.mark.parametrize(
    ("count", "told"), [(0, ""), (1, "1 green by a moved target"), (1000, "1,000 greens by a moved target")]
)
def test_greens_by_a_moved_target_are_counted(count, told):
    assert scenario_sentences.won_by_target(count) == told
