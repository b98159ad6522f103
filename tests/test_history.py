from hypothesis import given
from hypothesis import strategies as st

from ragcore.history import AS_IT_STANDS, History
from ragcore.scenario import Change, Scenario

FIELDS = ["value", "target"]
SECRET = bytes(range(32))


def moved(scenario=None, **values):
    """A scenario with the targets of some indicators."""
    for key, value in values.items():
        scenario = (scenario or Scenario()).plus(Change(key, "target", value))
    return scenario


def walked(*scenarios):
    """The history of some steps."""
    history = History.begin("hash", Scenario(), SECRET)
    for scenario in scenarios:
        history = history.add(scenario)
    return history


def test_a_history_begins_at_the_scorecard_as_it_stands_and_has_nothing_to_undo():
    history = walked()

    assert history.scenario == Scenario()
    assert history.current == AS_IT_STANDS
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


def sought(scenario):
    """Whether a scenario is the one sought."""
    return lambda found: found == scenario


def test_a_walk_goes_to_the_nearest_version_that_is_sought_behind_or_undone():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=3))

    behind = history.walk_to(sought(moved(calls=1)))
    ahead = behind.walk_to(sought(moved(calls=3)))

    assert behind.scenario == moved(calls=1)
    assert ahead == history


def test_a_walk_to_what_never_was_goes_nowhere():
    assert walked(moved(calls=1)).walk_to(sought(moved(calls=9))) is None


def test_a_walk_to_where_it_is_goes_nowhere_else():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=1))

    assert history.walk_to(sought(moved(calls=1))) is history


def test_a_version_of_a_name_is_gone_to_as_undo_and_redo_would():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=3))

    begin = history.go_to(AS_IT_STANDS)

    assert begin == history.undo().undo().undo()
    assert begin.go_to(history.current) == history
    assert history.go_to(history.current) is history


def test_a_version_on_another_branch_is_gone_to_and_a_name_it_has_not_is_none():
    history = walked(moved(calls=1), moved(calls=2))
    branched = history.undo().add(moved(calls=9))

    there = branched.go_to(history.current)

    assert there.scenario == moved(calls=2)
    assert there.undo().scenario == moved(calls=1)
    assert branched.go_to("0" * 32) is None


def test_who_made_a_step_and_when_goes_with_it():
    history = walked().add(moved(calls=1), "Ann", "2026-01-05T09:00:00Z")

    assert (history.version.author, history.version.made) == ("Ann", "2026-01-05T09:00:00Z")


def test_a_scenario_from_elsewhere_has_the_scorecard_as_it_stands_behind_it():
    history = walked(moved(calls=1), moved(calls=2))

    opened = history.open(moved(calls=9))

    assert opened.scenario == moved(calls=9)
    assert opened.undo().current == AS_IT_STANDS
    assert opened.undo().redo() == opened


def test_what_was_read_is_walked_back_as_far_as_it_was_read():
    whole = walked(moved(calls=1), moved(calls=2), moved(calls=3))
    chain = [whole.versions[name] for name in whole.behind()]

    again, part = walked().read(chain), walked().read(chain[1:])

    assert again.current == part.current == whole.current
    assert again.undo().undo().undo().current == AS_IT_STANDS
    assert part.undo().undo().scenario == moved(calls=2)
    assert part.behind() == whole.behind()[1:]


def test_under_another_secret_the_same_steps_have_other_names():
    history = walked(moved(calls=1), moved(calls=2), moved(calls=3)).undo()

    renamed = history.under(b"other")

    assert renamed.trail(9) == history.trail(9)
    assert renamed.scenario == history.scenario
    assert set(renamed.versions) & set(history.versions) == {AS_IT_STANDS}
    assert renamed.under(SECRET) == history
    assert renamed.redo().current == renamed.redo().version.named(b"other")


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
        named = {name: version for name, version in history.versions.items() if name != AS_IT_STANDS}
        assert all(name == version.named(SECRET) for name, version in named.items())
