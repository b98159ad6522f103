from datetime import UTC, datetime, timedelta

import hypothesis.strategies as some
import keeping
import pytest
from hypothesis import HealthCheck, given, settings

from ragcore.text import same_name
from store import RefusedError, Saved, StoreError, What

SCORECARD = keeping.name(1)
OPENED = "quarter-2"
NO_IDS = ["", "0" * 31, "\ud800", "\0", "' OR 1=1 --", keeping.name(7)]
ROUNDS = 25


@pytest.fixture
def store(place):
    """A store with one scorecard."""
    store = place.store()
    store.scorecards.keep(SCORECARD, "", 0, b"PAR1")
    return store


@pytest.fixture
def scenarios(store):
    return store.scenarios


@pytest.fixture
def versions(store):
    """The names of four versions, each made of the one before."""
    return store.versions.keep(keeping.chain(4, store.versions.secret()), SCORECARD, OPENED)


def names(scenarios):
    return sorted(named.name for named in scenarios.all())


def did(scenarios, scenario):
    return [
        (entry.what.value, entry.name, entry.before, entry.version, entry.author)
        for entry in scenarios.record(scenario)
    ]


def test_what_was_saved_is_there_with_its_note_its_author_and_when_in_utc(place, scenarios, versions):
    before = datetime.now(UTC)
    saved = scenarios.save(" Winter  plan", versions[1], "As agreed\r\nin May ", "Ann")
    named = saved.named

    assert saved.beside is None
    assert (named.name, named.note, named.author) == ("Winter plan", "As agreed\nin May", "Ann")
    assert (named.version, named.scorecard, named.opened) == (versions[1], SCORECARD, OPENED)
    assert before <= named.saved <= datetime.now(UTC)
    assert named.saved.utcoffset() == timedelta(0)
    assert place.store().scenarios.all() == [named]
    assert place.store().scenarios.get(named.id) == named
    assert did(scenarios, named.id) == [("saved", "Winter plan", "", versions[1], "Ann")]


def test_the_newest_comes_first_and_only_those_of_what_is_open_come(store, scenarios, versions):
    [elsewhere] = store.versions.keep([keeping.version(7)], SCORECARD, "elsewhere")
    first, second = (scenarios.save(name, versions[0]).named for name in ("First", "Second"))
    third = scenarios.save("First", elsewhere).named

    assert scenarios.all() == [third, second, first]
    assert scenarios.all(OPENED) == [second, first]
    assert scenarios.all("elsewhere") == [third]
    assert scenarios.all("\0") == []


@pytest.mark.parametrize("name", ["Winter plan", "winter  PLAN", "Winter plan\u200b"])
def test_a_second_under_a_name_that_is_taken_gets_a_number_and_the_first_is_told(scenarios, versions, name):
    first = scenarios.save("Winter plan", versions[0]).named
    second = scenarios.save(name, versions[1])
    third = scenarios.save(name, versions[2])

    assert second.beside == third.beside == first
    assert [same_name(saved.named.name) for saved in (second, third)] == ["winter plan (2)", "winter plan (3)"]
    assert len(scenarios.all()) == 3


def test_the_next_free_number_is_taken(scenarios, versions):
    scenarios.save("Plan (2)", versions[0])
    scenarios.save("Plan", versions[1])

    assert scenarios.save("Plan", versions[2]).named.name == "Plan (3)"
    assert scenarios.save("Plan (2)", versions[3]).named.name == "Plan (4)"


def test_the_same_again_is_no_second_scenario(scenarios, versions):
    saved = scenarios.save("Plan", versions[0], "why", "Ann")
    beside = scenarios.save("Plan", versions[1], "why", "Ann")

    assert scenarios.save("Plan ", versions[0], "why", "Ann") == saved
    assert scenarios.save("Plan", versions[1], "why", "Ann") == beside == Saved(beside.named, saved.named)
    assert names(scenarios) == ["Plan", "Plan (2)"]
    assert len(scenarios.record(saved.named.id)) == 1
    assert scenarios.save("Plan", versions[0], "another reason", "Ann").named.name == "Plan (3)"


def test_a_scenario_is_made_another_version_while_it_is_what_was_seen(scenarios, versions):
    seen = scenarios.save("Plan", versions[0], "", "Ann").named
    saved = scenarios.save("Plan", versions[1], "why", "Ben", over=seen)

    assert saved.beside is None
    assert (saved.named.id, saved.named.version, saved.named.note) == (seen.id, versions[1], "why")
    assert scenarios.all() == [saved.named]
    assert did(scenarios, seen.id)[1:] == [("re-pointed", "Plan", versions[0], versions[1], "Ben")]
    # The browser sends it twice.
    assert scenarios.save("Plan", versions[1], "why", "Ben", over=seen) == saved
    assert len(scenarios.record(seen.id)) == 2


def test_a_new_note_on_the_same_version_is_saved_and_nothing_new_is_not(scenarios, versions):
    seen = scenarios.save("Plan", versions[0]).named
    again = scenarios.save("Plan", versions[0], over=seen)
    noted = scenarios.save("Plan", versions[0], "why", over=seen)

    assert again == Saved(seen)
    assert (noted.named.id, noted.named.note) == (seen.id, "why")
    assert len(scenarios.all()) == 1
    assert len(scenarios.record(seen.id)) == 2


def test_who_comes_second_to_a_scenario_stands_beside_it_and_is_told_what_it_is_now(scenarios, versions):
    seen = scenarios.save("Plan", versions[0]).named
    now = scenarios.save("Plan", versions[1], over=seen).named
    late = scenarios.save("Plan", versions[2], over=seen)

    assert late == Saved(late.named, now)
    assert late.named.name == "Plan (2)"
    assert scenarios.get(seen.id) == now
    assert scenarios.save("Plan", versions[2], over=seen) == late


def test_a_scenario_that_was_deleted_meanwhile_is_saved_with_a_number_and_nothing_beside_it(scenarios, versions):
    seen = scenarios.save("Plan", versions[0]).named
    scenarios.delete(seen.id)
    saved = scenarios.save("Plan", versions[1], over=seen)

    assert (saved.named.name, saved.beside) == ("Plan (2)", None)
    assert saved.named.id != seen.id
    assert scenarios.save("Plan", versions[1], over=seen) == saved


def test_one_that_was_renamed_meanwhile_keeps_its_new_name_and_takes_the_version(scenarios, versions):
    seen = scenarios.save("Plan", versions[0]).named
    scenarios.rename(seen.id, "Better plan")
    saved = scenarios.save("Plan", versions[1], over=seen)

    assert (saved.named.id, saved.named.name, saved.named.version) == (seen.id, "Better plan", versions[1])


def test_a_scenario_can_get_a_version_and_a_name_at_once(scenarios, versions):
    scenarios.save("Taken", versions[0])
    seen = scenarios.save("Plan", versions[0]).named
    saved = scenarios.save("Taken", versions[1], over=seen)

    assert (saved.named.id, saved.named.name, saved.beside.name) == (seen.id, "Taken (2)", "Taken")
    assert did(scenarios, seen.id)[1:] == [
        ("renamed", "Taken (2)", "Plan", versions[0], ""),
        ("re-pointed", "Taken (2)", versions[0], versions[1], ""),
    ]


def test_a_scenario_is_renamed_and_keeps_all_else(scenarios, versions):
    named = scenarios.save("Plan", versions[0], "why", "Ann").named
    renamed = scenarios.rename(named.id, "Better plan", "Ben").named

    assert renamed == scenarios.get(named.id)
    assert (renamed.name, renamed.author, renamed.saved) == ("Better plan", "Ann", named.saved)
    assert did(scenarios, named.id)[1:] == [("renamed", "Better plan", "Plan", versions[0], "Ben")]
    assert scenarios.rename(named.id, "Better plan").named == renamed
    assert len(scenarios.record(named.id)) == 2
    assert scenarios.rename(named.id, "BETTER plan").named.name == "BETTER plan"


def test_a_name_that_is_taken_is_given_with_a_number(scenarios, versions):
    taken, named = (scenarios.save(name, versions[0]).named for name in ("Taken", "Plan"))
    renamed = scenarios.rename(named.id, "taken")

    assert (renamed.named.name, renamed.beside) == ("taken (2)", taken)
    assert scenarios.rename(named.id, "taken") == renamed
    assert scenarios.copy(named.id, "Taken").named.name == "Taken (3)"


def test_a_copy_is_another_scenario_of_the_same_version(scenarios, versions):
    named = scenarios.save("Plan", versions[0], "why", "Ann").named
    copied = scenarios.copy(named.id, "Plan", "Ben")

    assert copied.beside == named
    assert (copied.named.name, copied.named.note, copied.named.author) == ("Plan (2)", "why", "Ben")
    assert copied.named.id != named.id
    assert did(scenarios, copied.named.id) == [("copied", "Plan (2)", "Plan", versions[0], "Ben")]


def test_a_scenario_that_was_deleted_leaves_its_versions_and_its_record(store, scenarios, versions):
    named = scenarios.save("Plan", versions[0], "", "Ann").named

    assert scenarios.delete(named.id, "Ben")
    assert not scenarios.delete(named.id)
    assert scenarios.all() == []
    assert did(scenarios, named.id)[1:] == [("deleted", "Plan", "", versions[0], "Ben")]
    assert store.versions.get(versions[0])
    assert scenarios.save("Plan", versions[0]).named.name == "Plan"


def test_the_record_tells_all_in_its_order(scenarios, versions):
    named = scenarios.save("Plan", versions[0]).named
    scenarios.rename(named.id, "Better")
    scenarios.save("Better", versions[1], over=scenarios.get(named.id))
    scenarios.delete(named.id)
    record = scenarios.record(named.id)

    assert [entry.what for entry in record] == [What.SAVED, What.RENAMED, What.REPOINTED, What.DELETED]
    assert record == sorted(record, key=lambda entry: entry.at)
    assert all(entry.at.utcoffset() == timedelta(0) for entry in record)


@pytest.mark.parametrize("scenario", NO_IDS)
def test_an_id_that_none_has_is_none_whatever_it_is(scenarios, scenario):
    assert (scenarios.get(scenario), scenarios.record(scenario), scenarios.delete(scenario)) == (None, [], False)
    for does in (scenarios.rename, scenarios.copy):
        with pytest.raises(StoreError, match="it was deleted"):
            does(scenario, "Plan")


@pytest.mark.parametrize("version", NO_IDS)
def test_a_version_that_is_not_kept_cannot_be_saved(scenarios, version):
    with pytest.raises(StoreError, match="could not be saved: the scorecard was deleted"):
        scenarios.save("Plan", version)


@pytest.mark.parametrize(
    ("name", "note", "author"), [(" \0\u200b", "", ""), ("a" * 201, "", ""), ("a", "b" * 10_001, "")]
)
def test_what_is_refused_changes_nothing(scenarios, versions, name, note, author):
    with pytest.raises(RefusedError):
        scenarios.save(name, versions[0], note, author)
    assert scenarios.all() == []


TEXTS = some.text(some.characters(exclude_categories=[]), max_size=200)


@given(name=TEXTS, note=TEXTS, author=TEXTS)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_type_is_saved_alike_or_refused(scenarios, versions, name, note, author):
    try:
        named = scenarios.save(name, versions[0], note, author).named
    except RefusedError:
        return
    assert scenarios.get(named.id) == named
    assert "\0" not in named.name + named.note + named.author
    assert named.name.encode().decode().splitlines() == [named.name]
    assert scenarios.save(name, versions[0], note, author).named == named


@pytest.mark.parametrize("character", ["a", "ß", "ΐ", "ﬃ", "\U0001f600", "漢"])
def test_the_longest_name_can_be_saved_in_any_script(scenarios, versions, character):
    assert scenarios.save(character * 200, versions[0]).named.name
    assert scenarios.save(character * 200, versions[1]).named.name.endswith(" (2)")


STEPS = some.tuples(
    some.sampled_from(["save", "over", "rename", "copy", "delete"]), some.sampled_from("AaBb"), some.integers(0, 3)
)


@given(steps=some.lists(STEPS, max_size=15))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_two_have_one_name_and_nothing_saved_is_lost_whatever_is_done(scenarios, versions, steps):
    for named in scenarios.all():
        scenarios.delete(named.id)
    model = {}

    for what, typed, number in steps:
        name = typed
        chosen = list(model.values())[number % len(model)] if model else None
        if what == "save" or chosen is None:
            saved = scenarios.save(name, versions[number], str(len(model)))
        elif what == "over":
            name = chosen.name
            saved = scenarios.save(name, versions[number], "over", over=chosen)
        elif what == "delete":
            assert scenarios.delete(chosen.id)
            del model[chosen.id]
            continue
        else:
            saved = getattr(scenarios, what)(chosen.id, name)
        assert (saved.beside is None) == (same_name(saved.named.name) == same_name(name))
        model[saved.named.id] = saved.named
        assert {named.id: named for named in scenarios.all()} == model
        assert len({same_name(named.name) for named in model.values()}) == len(model)


def test_of_two_who_save_under_one_name_at_once_both_are_kept_and_one_is_told(place, store, scenarios, versions):
    # Each has a store of its own, as two processes have.
    stores = [store, place.store()]
    for turn in range(ROUNDS):
        saved = [None, None]

        def save(number, turn=turn, saved=saved):
            saved[number] = stores[number].scenarios.save(f"Plan {turn}", versions[number], author=str(number))

        assert keeping.at_once(2, save) == []
        first, second = sorted(saved, key=lambda each: each.beside is not None)
        assert (first.beside, second.beside) == (None, first.named)
        assert (first.named.name, second.named.name) == (f"Plan {turn}", f"Plan {turn} (2)")
    assert len(scenarios.all()) == 2 * ROUNDS


def test_of_many_who_save_over_one_scenario_at_once_one_does_and_all_are_kept(place, scenarios, versions):
    stores = [place.store() for _ in range(6)]
    for turn in range(5):
        seen = scenarios.save(f"Plan {turn}", versions[0]).named
        saved = {}

        def save(number, seen=seen, saved=saved):
            own = stores[number].scenarios
            saved[number] = own.save(seen.name, versions[1 + number % 3], author=str(number), over=seen)

        assert keeping.at_once(6, save) == []
        [done] = [each for each in saved.values() if each.beside is None]
        assert done.named.id == seen.id
        assert scenarios.get(seen.id) == done.named
        assert all(each.beside == done.named for each in saved.values() if each is not done)
        assert {each.named.id for each in saved.values()} <= {named.id for named in scenarios.all()}
        assert len(scenarios.all()) == 6 * (turn + 1)
