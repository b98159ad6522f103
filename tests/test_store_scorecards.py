from datetime import UTC, datetime, timedelta

import hypothesis.strategies as some
import keeping
import pytest
from hypothesis import given, settings

from store import Kept, Store

FIRST, SECOND, THIRD = (keeping.name(number) for number in range(3))
HOSTILE = ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32, f"{'0' * 32}\n", "٣" * 32, "\ud800", "' OR 1=1 --", "../../x"]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "rag")


def test_a_new_store_is_empty_and_makes_its_folder(store):
    assert store.scorecards() == []
    assert [path.name for path in store.folder.iterdir()] == ["store.sqlite3"]


def test_nothing_is_made_before_it_is_needed(store):
    assert not store.folder.exists()


def test_what_was_kept_is_there_byte_by_byte(store):
    parquet = bytes(range(256)) * 5

    assert store.keep(FIRST, "Quarter 2", 17, parquet)
    assert store.parquet(FIRST) == parquet


def test_what_was_kept_is_there_for_another_that_opens_the_same_folder(store):
    store.keep(FIRST, "Quarter 2", 17, b"PAR1")

    assert Store(store.folder).parquet(FIRST) == b"PAR1"


def test_what_is_told_of_a_scorecard_is_what_was_said_and_when_in_utc(store):
    before = datetime.now(UTC)
    store.keep(FIRST, "Quarter 2", 17, b"PAR1")
    told = store.kept(FIRST)

    assert told == Kept(FIRST, "Quarter 2", 17, told.kept)
    assert before <= told.kept <= datetime.now(UTC)
    assert told.kept.utcoffset() == timedelta(0)
    assert store.scorecards() == [told]


def test_keeping_the_same_content_again_changes_nothing(store):
    store.keep(FIRST, "Quarter 2", 17, b"PAR1")
    told = store.kept(FIRST)

    assert not store.keep(FIRST, "Another title", 3, b"PAR1")
    assert store.scorecards() == [told]


def test_the_newest_comes_first(store):
    for name in (SECOND, FIRST, THIRD):
        store.keep(name, "", 0, b"")

    assert [told.name for told in store.scorecards()] == [THIRD, FIRST, SECOND]


def test_what_was_deleted_is_gone_and_can_be_kept_again(store):
    store.keep(FIRST, "Quarter 2", 17, b"PAR1")

    assert store.delete(FIRST)
    assert not store.delete(FIRST)
    assert store.parquet(FIRST) is store.kept(FIRST) is None
    assert store.keep(FIRST, "Quarter 2", 17, b"PAR1")


def test_what_was_deleted_cannot_be_read_in_the_file_either(store):
    store.keep(FIRST, "Quarter 2", 17, b"a secret figure " * 500)
    store.delete(FIRST)
    store.checkpoint()

    assert [path.name for path in store.folder.iterdir()] == ["store.sqlite3"]
    assert b"secret" not in (store.folder / "store.sqlite3").read_bytes()


def test_a_scorecard_of_a_hundred_megabytes_is_kept_and_read(store):
    large = bytes(100_000_000)
    store.keep(FIRST, "Large", 1_000_000, large)

    assert store.parquet(FIRST) == large


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_none_is_as_one_that_is_not_there(store, name):
    store.keep(FIRST, "", 0, b"")

    assert (store.parquet(name), store.kept(name), store.delete(name)) == (None, None, False)
    assert len(store.scorecards()) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_kept_under_a_name_that_is_none(store, name):
    with pytest.raises(ValueError, match=r"^"):
        store.keep(name, "", 0, b"")


@given(title=some.text(some.characters(exclude_categories=[])))
@settings(max_examples=50)
def test_any_title_can_be_kept_and_comes_back_on_one_line(tmp_path_factory, title):
    store = Store(tmp_path_factory.mktemp("titles"))
    store.keep(FIRST, title, 0, b"")

    assert store.kept(FIRST).title.encode().decode().splitlines() in ([], [store.kept(FIRST).title])


STEPS = some.tuples(some.sampled_from(["keep", "delete", "read"]), some.integers(0, 3), some.binary(max_size=9))


@given(steps=some.lists(STEPS, max_size=20))
@settings(max_examples=30)
def test_a_store_is_a_dictionary_that_keeps_its_first_values(tmp_path_factory, steps):
    store, model = Store(tmp_path_factory.mktemp("model")), {}

    for what, number, parquet in steps:
        name = keeping.name(number)
        if what == "keep":
            assert store.keep(name, parquet.hex(), number, parquet) == (name not in model)
            model.setdefault(name, parquet)
        elif what == "delete":
            assert store.delete(name) == (model.pop(name, None) is not None)
        else:
            assert store.parquet(name) == model.get(name)
        # The order is that of keeping, and a name that was deleted and kept again is the newest.
        assert [told.name for told in store.scorecards()] == list(reversed(model))
    assert {told.name: bytes.fromhex(told.title) for told in store.scorecards()} == model


def test_health_tells_the_version_of_sqlite_and_how_much_there_is(store):
    store.keep(FIRST, "Quarter 2", 17, bytes(10_000))
    health = store.health()

    assert health.scorecards == 1
    assert health.bytes > 10_000
    assert health.sqlite.startswith("3.")
