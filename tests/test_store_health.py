import keeping
import pytest
from sqlalchemy import text, update

from store import StoreError
from store.schema import VERSIONS

DAMAGED = "The kept scorecards could not be read: the store is damaged"
SCORECARD = keeping.name(1)


@pytest.fixture
def store(place):
    """A store with a scorecard, three versions of it and a scenario."""
    store = place.store()
    store.scorecards.keep(SCORECARD, "Quarter 2", 17, keeping.content(SCORECARD))
    names = store.versions.keep(keeping.chain(3, store.versions.secret()), SCORECARD, "")
    store.scenarios.save("Plan", names[-1])
    return store


def test_health_tells_the_database_with_its_version_and_how_much_there_is(place, store):
    health = store.health()

    assert (health.scorecards, health.versions, health.scenarios) == (1, 3, 1)
    assert health.bytes > 10_000
    assert health.database.startswith("PostgreSQL 1" if place.url else "SQLite 3.")


def test_an_empty_store_is_sound(new_place):
    health = new_place().store().health()

    assert (health.scorecards, health.versions, health.scenarios) == (0, 0, 0)


def test_more_versions_than_are_in_memory_at_once_are_all_seen(store):
    names = store.versions.keep(keeping.chain(1500, store.versions.secret(), "Ann"), SCORECARD, "")
    assert store.health().versions == 1503
    with store._access.writing("") as (_, connection):
        connection.execute(update(VERSIONS).where(VERSIONS.c.name == max(names)).values(content="{}"))

    with pytest.raises(StoreError, match="the store is damaged"):
        store.health()


@pytest.mark.parametrize(
    "fault", ["UPDATE scorecards SET sha256 = 'x'", "DELETE FROM secrets", "UPDATE secrets SET secret = '0'"]
)
def test_whatever_is_not_as_it_was_written_is_told(store, fault):
    with store._access.writing("") as (_, connection):
        connection.execute(text(fault))

    with pytest.raises(StoreError, match="the store is damaged"):
        store.health()
