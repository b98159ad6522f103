from datetime import UTC, datetime, timedelta

import hypothesis.strategies as some
import keeping
import pytest
from hypothesis import HealthCheck, given, settings

from store import Kept

FIRST, SECOND, THIRD = (keeping.name(number) for number in range(3))
HOSTILE = [
    "",
    "0" * 31,
    "0" * 33,
    "G" * 32,
    "A" * 32,
    f"{'0' * 32}\n",
    "٣" * 32,
    "\ud800",
    "\0",
    "' OR 1=1 --",
    "../../x",
]
ONE_STORE = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def scorecards(place):
    return place.store().scorecards


def test_a_new_store_is_empty(scorecards):
    assert scorecards.all() == []


def test_what_was_kept_is_there_byte_by_byte(scorecards):
    parquet = bytes(range(256)) * 5

    assert scorecards.keep(FIRST, "Quarter 2", 17, parquet)
    assert scorecards.parquet(FIRST) == parquet


def test_what_was_kept_is_there_for_another_that_opens_the_same_place(place, scorecards):
    scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")

    assert place.store().scorecards.parquet(FIRST) == b"PAR1"


def test_what_is_told_of_a_scorecard_is_what_was_said_and_when_in_utc(scorecards):
    before = datetime.now(UTC)
    scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")
    told = scorecards.kept(FIRST)

    assert told == Kept(FIRST, "Quarter 2", 17, told.kept, listed=True)
    assert before <= told.kept <= datetime.now(UTC)
    assert told.kept.utcoffset() == timedelta(0)
    assert scorecards.all() == [told]


def test_keeping_the_same_content_again_changes_nothing(scorecards):
    scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")
    told = scorecards.kept(FIRST)

    assert not scorecards.keep(FIRST, "Another title", 3, b"PAR1")
    assert not scorecards.keep(FIRST, "Another title", 3, b"PAR1", listed=False)
    assert scorecards.all() == [told]


def test_one_that_is_not_listed_can_be_read_and_is_in_no_list(scorecards):
    assert scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1", listed=False)
    assert scorecards.all() == []
    assert scorecards.kept(FIRST).title == "Quarter 2"
    assert not scorecards.kept(FIRST).listed
    assert scorecards.parquet(FIRST) == b"PAR1"


def test_one_that_was_not_listed_is_from_when_somebody_keeps_it_and_is_the_newest_then(scorecards):
    scorecards.keep(FIRST, "From the app", 17, b"PAR1", listed=False)
    scorecards.keep(SECOND, "", 0, b"")

    assert scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")
    assert not scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")
    assert [(told.name, told.title) for told in scorecards.all()] == [(FIRST, "Quarter 2"), (SECOND, "")]


def test_the_newest_comes_first(scorecards):
    for name in (SECOND, FIRST, THIRD):
        scorecards.keep(name, "", 0, b"")

    assert [told.name for told in scorecards.all()] == [THIRD, FIRST, SECOND]


def test_what_was_deleted_is_gone_and_can_be_kept_again(scorecards):
    scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")

    assert scorecards.delete(FIRST)
    assert not scorecards.delete(FIRST)
    assert scorecards.parquet(FIRST) is scorecards.kept(FIRST) is None
    assert scorecards.keep(FIRST, "Quarter 2", 17, b"PAR1")


def test_what_was_saved_on_a_scorecard_goes_with_it_and_nothing_else_does(place):
    store = place.store()
    ids = {}
    for scorecard in (FIRST, SECOND):
        store.scorecards.keep(scorecard, "", 0, b"PAR1")
        # More than a database would follow from one to the next.
        names = store.versions.keep(keeping.chain(1200, store.versions.secret(), scorecard), scorecard, scorecard)
        ids[scorecard] = store.scenarios.save("Winter plan", names[-1]).named
    store.scorecards.delete(FIRST)
    gone, stays = ids[FIRST], ids[SECOND]

    assert store.scenarios.all() == [stays]
    assert store.versions.get(gone.version) is store.scenarios.get(gone.id) is None
    assert store.scenarios.record(gone.id) == []
    assert len(store.versions.behind(stays.version, 2000)) == 1200
    assert len(store.scenarios.record(stays.id)) == 1
    assert store.health().versions == 1200


def test_a_scorecard_of_a_hundred_megabytes_is_kept_and_read(scorecards):
    large = bytes(100_000_000)
    scorecards.keep(FIRST, "Large", 1_000_000, large)

    assert scorecards.parquet(FIRST) == large


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_none_is_as_one_that_is_not_there(scorecards, name):
    scorecards.keep(FIRST, "", 0, b"")

    assert (scorecards.parquet(name), scorecards.kept(name), scorecards.delete(name)) == (None, None, False)
    assert len(scorecards.all()) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_kept_under_a_name_that_is_none(scorecards, name):
    with pytest.raises(ValueError, match=r"^"):
        scorecards.keep(name, "", 0, b"")


@given(title=some.text(some.characters(exclude_categories=[])))
@ONE_STORE
def test_any_title_can_be_kept_and_comes_back_on_one_line(scorecards, title):
    scorecards.delete(FIRST)
    scorecards.keep(FIRST, title, 0, b"")

    assert scorecards.kept(FIRST).title.encode().decode().splitlines() in ([], [scorecards.kept(FIRST).title])


STEPS = some.tuples(some.sampled_from(["keep", "delete", "read"]), some.integers(0, 3), some.binary(max_size=9))


@given(steps=some.lists(STEPS, max_size=20))
@ONE_STORE
def test_a_store_is_a_dictionary_that_keeps_its_first_values(scorecards, steps):
    model = {}
    for number in range(4):
        scorecards.delete(keeping.name(number))

    for what, number, parquet in steps:
        name = keeping.name(number)
        if what == "keep":
            assert scorecards.keep(name, parquet.hex(), number, parquet) == (name not in model)
            model.setdefault(name, parquet)
        elif what == "delete":
            assert scorecards.delete(name) == (model.pop(name, None) is not None)
        else:
            assert scorecards.parquet(name) == model.get(name)
        # The order is that of keeping, and a name that was deleted and kept again is the newest.
        assert [told.name for told in scorecards.all()] == list(reversed(model))
    assert {told.name: bytes.fromhex(told.title) for told in scorecards.all()} == model
