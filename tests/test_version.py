import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.scenario import Change, Scenario
from ragcore.version import History, Version

FIELDS = ["value", "target"]


def moved(scenario=None, **values):
    """A scenario with the targets of some indicators."""
    for key, value in values.items():
        scenario = (scenario or Scenario()).plus(Change(key, "target", value))
    return scenario


def walked(*scenarios):
    """The history of some steps."""
    history = History.begin("hash", Scenario())
    for scenario in scenarios:
        history = history.add(scenario)
    return history


def test_a_version_is_named_by_its_content():
    assert Version("hash", moved(calls=90)).name == Version("hash", moved(calls=90)).name
    assert len(Version("hash", Scenario()).name) == 64


def test_a_whole_number_is_the_same_content_with_and_without_its_point():
    assert Version("hash", moved(calls=90)).name == Version("hash", moved(calls=90.0)).name


def test_the_order_of_changes_is_no_content():
    one, other = moved(calls=90, waste=50), moved(waste=50, calls=90)

    assert Version("hash", one).name == Version("hash", other).name


@pytest.mark.parametrize(
    "other",
    [
        Version("other", Scenario()),
        Version("hash", moved(calls=90)),
        Version("hash", Scenario(), "parent"),
        Version("hash", Scenario(area="North")),
        Version("hash", Scenario(period="2016/17")),
        Version("hash", Scenario(horizon="2016/17 Q4")),
        Version("hash", Scenario(rule={"amber": "5%"})),
        Version("hash", Scenario().plus(Change("calls", "amber", "5%"))),
    ],
)
def test_other_content_has_another_name(other):
    assert other.name != Version("hash", Scenario()).name


def test_a_history_begins_at_the_scorecard_as_it_stands_and_has_nothing_to_undo():
    history = walked()

    assert history.scenario == Scenario()
    assert history.version.parent is None
    assert history.undo() is history
    assert history.redo() is history


def test_a_step_is_undone_and_done_again():
    history = walked(moved(calls=90), moved(calls=85))

    assert history.undo().scenario == moved(calls=90)
    assert history.undo().undo().scenario == Scenario()
    assert history.undo().undo().redo().redo() == history


def test_a_step_that_changes_nothing_is_none():
    history = walked(moved(calls=90))

    assert history.add(moved(calls=90)) is history


def test_a_step_after_an_undo_leaves_nothing_to_do_again_and_forgets_no_version():
    history = walked(moved(calls=90), moved(calls=85))

    branched = history.undo().add(moved(calls=80))

    assert branched.redo() is branched
    assert branched.undo().scenario == moved(calls=90)
    assert history.current in branched.versions


def test_the_trail_is_what_is_behind_oldest_first_and_what_was_undone_next_first():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=3)).undo().undo()

    assert history.trail(9) == ([Scenario()], [moved(calls=2), moved(calls=3)])
    assert history.trail(1) == ([Scenario()], [moved(calls=2)])
    assert history.trail(0) == ([], [])


def test_a_walk_goes_to_the_nearest_version_with_these_changes_behind_or_undone():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=3))

    behind = history.walk_to(moved(calls=1).changes, None)
    ahead = behind.walk_to(moved(calls=3).changes, None)

    assert behind.scenario == moved(calls=1)
    assert ahead == history


def test_a_walk_to_what_never_was_goes_nowhere():
    history = walked(moved(calls=1))

    assert history.walk_to(moved(calls=9).changes, None) is None
    assert history.walk_to((), "2016/17 Q4") is None


changes = st.builds(Change, st.sampled_from(["calls", "waste"]), st.sampled_from(FIELDS), st.integers(0, 3).map(float))
steps = st.lists(st.sampled_from(["undo", "redo"]) | changes, max_size=20)


@given(steps)
def test_undo_and_redo_walk_a_list_of_scenarios_as_any_editor_does(told):
    history, line, at = walked(), [Scenario()], 0

    for step in told:
        if step == "undo":
            history, at = history.undo(), max(0, at - 1)
        elif step == "redo":
            history, at = history.redo(), min(len(line) - 1, at + 1)
        else:
            scenario = history.scenario.plus(step)
            history = history.add(scenario)
            if scenario != line[at]:
                line = [*line[: at + 1], scenario]
                at += 1

        assert history.scenario == line[at]
        assert history.trail(99) == (line[:at], line[at + 1 :])


@given(steps)
def test_no_version_is_ever_forgotten(told):
    history = walked()

    for step in told:
        before = set(history.versions)
        history = getattr(history, step)() if isinstance(step, str) else history.add(history.scenario.plus(step))

        assert before <= set(history.versions)
        assert all(name == version.name for name, version in history.versions.items())
