import hypothesis.strategies as some
import keeping
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, text, update

from ragcore.scenario import Change, Scenario
from ragcore.version import Version
from store import StoreError
from store.schema import SECRETS, VERSIONS

SCORECARD, ANOTHER = keeping.name(1), keeping.name(2)
HOSTILE = ["", "0" * 31, "G" * 32, f"{'0' * 32}\n", "\ud800", "\0" * 32, "' OR 1=1 --"]
GONE = "The scenario could not be kept: the scorecard was deleted. Keep its file again, then the scenario. Nothing that"
DAMAGED = "The scenario could not be read: the store is damaged, or is not one of this program."


@pytest.fixture
def store(place):
    """A store with two scorecards."""
    store = place.store()
    for name in (SCORECARD, ANOTHER):
        store.scorecards.keep(name, "", 0, b"PAR1")
    return store


def keep(store, *versions):
    return store.versions.keep(versions, SCORECARD, "quarter-2")


def test_a_version_is_kept_under_the_name_that_its_content_gives_it_under_the_secret(store):
    version = keeping.version(90)
    [name] = keep(store, version)
    stored = store.versions.get(name)

    assert name == version.named(store.versions.secret())
    assert stored.version.content == version.content
    assert (stored.name, stored.scorecard, stored.opened) == (name, SCORECARD, "quarter-2")


def test_it_is_there_for_another_that_opens_the_same_place(place, store):
    [name] = keep(store, keeping.version(90))

    assert place.store().versions.get(name) == store.versions.get(name)


def test_the_secret_is_long_stays_and_is_another_in_every_store(place, new_place):
    secret = place.store().versions.secret()

    assert len(secret) == 32
    assert place.store().versions.secret() == secret
    assert new_place().store().versions.secret() != secret


def test_the_same_content_is_the_same_version_and_stays_as_it_was_kept(store):
    [name] = keep(store, keeping.version(90))

    assert store.versions.keep([keeping.version(90)], ANOTHER, "elsewhere") == [name]
    assert (store.versions.get(name).scorecard, store.versions.get(name).opened) == (SCORECARD, "quarter-2")
    assert store.health().versions == 1


def test_nothing_to_keep_is_kept(store):
    assert keep(store) == []


def test_a_chain_can_be_kept_at_once_or_one_by_one(store):
    chain = keeping.chain(7, store.versions.secret())
    names = keep(store, *chain[:3]) + [name for version in chain[3:] for name in keep(store, version)]

    assert keep(store, *chain) == names
    assert [stored.name for stored in store.versions.behind(names[-1], 100)] == names


@pytest.mark.parametrize(
    ("most", "expected"), [(0, []), (1, [4]), (3, [2, 3, 4]), (5, [0, 1, 2, 3, 4]), (6, [0, 1, 2, 3, 4])]
)
def test_of_what_lies_behind_a_version_the_newest_come_the_oldest_first(store, most, expected):
    names = keep(store, *keeping.chain(5, store.versions.secret()))
    keep(store, keeping.version(99, names[1]))

    assert [names.index(stored.name) for stored in store.versions.behind(names[-1], most)] == expected


def test_many_are_read_at_once_and_those_that_are_not_there_are_missing(store):
    names = keep(store, *keeping.chain(1100, store.versions.secret()))
    found = store.versions.many([*names, *names, *HOSTILE, keeping.name(7)])

    assert found.keys() == set(names)
    assert all(stored.name == name for name, stored in found.items())


@pytest.mark.parametrize("name", [*HOSTILE, keeping.name(7)])
def test_a_name_that_none_has_is_none_whatever_it_is(store, name):
    keep(store, keeping.version(90))

    assert store.versions.get(name) is None
    assert store.versions.behind(name, 100) == []
    assert store.versions.many([name]) == {}


@pytest.mark.parametrize("scorecard", [keeping.name(7), *HOSTILE])
def test_without_its_scorecard_nothing_is_kept_and_why_is_told(store, scorecard):
    with pytest.raises(StoreError) as told:
        store.versions.keep([keeping.version(90)], scorecard, "")

    assert str(told.value).startswith(GONE)
    assert store.health().versions == 0


@pytest.mark.parametrize("parent", ["0" * 32, "x", "\0"])
def test_without_what_it_came_from_nothing_is_kept_not_even_the_others(store, parent):
    with pytest.raises(StoreError, match="what it came from is not kept with its scorecard"):
        keep(store, keeping.version(90), keeping.version(91, parent))

    assert store.health().versions == 0


@pytest.mark.parametrize("parent", ["0" * 32, "x", "\0"])
def test_one_by_itself_is_not_kept_either_without_what_it_came_from(store, parent):
    keep(store, keeping.version(90))
    with pytest.raises(StoreError, match="what it came from is not kept with its scorecard"):
        keep(store, keeping.version(91, parent))

    assert store.health().versions == 1


def test_a_store_that_has_another_secret_since_gives_names_with_that(store):
    keep(store, keeping.version(90))
    for number, versions in enumerate([[keeping.version(91)], [keeping.version(92), keeping.version(93)]], start=1):
        secret = bytes([number]) * 32
        with store._access.writing("") as (_, connection):
            connection.execute(delete(VERSIONS))
            connection.execute(update(SECRETS).values(secret=secret))

        assert keep(store, *versions) == [version.named(secret) for version in versions]
        assert store.health().versions == len(versions)


def test_what_it_came_from_comes_before_it_and_is_one_of_the_same_scorecard(store):
    first, second = keeping.chain(2, store.versions.secret())
    with pytest.raises(StoreError, match="what it came from"):
        keep(store, second, first)
    keep(store, first)
    with pytest.raises(StoreError, match="what it came from"):
        store.versions.keep([second], ANOTHER, "")

    assert store.health().versions == 1


def test_a_number_that_is_none_is_kept_nowhere(store):
    with pytest.raises(ValueError, match="not JSON compliant"):
        keep(store, keeping.version(float("nan")))

    assert store.health().versions == 0


TEXTS = some.text(some.characters(exclude_categories=[]))


@given(reason=TEXTS, author=TEXTS, area=TEXTS, opened=TEXTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_typed_comes_back_as_it_was(store, reason, author, area, opened):
    changes = [Change("calls\0", "target", 1e20, reason), Change("\ud800", "amber", "5%")]
    version = Version("hash", Scenario(area=area).with_changes(changes), author=author)
    [name] = store.versions.keep([version], SCORECARD, opened)

    assert store.versions.get(name).version.content == version.content
    assert store.versions.get(name).version.says_what(version.scenario)


@pytest.mark.parametrize(
    "becomes",
    [
        "replace(content, '90.0', '91.0')",
        "replace(content, '90.0', '90')",
        "''",
        "'{}'",
        "content || ' '",
        "'[1]'",
        "'1'",
    ],
)
def test_a_version_that_is_not_what_its_name_is_made_of_is_told_and_never_shown(store, becomes):
    [name] = keep(store, keeping.version(90))
    with store._access.writing("") as (_, connection):
        connection.execute(update(VERSIONS).values(content=text(becomes)))

    for does in (lambda: store.versions.get(name), lambda: store.versions.behind(name, 9), store.health):
        with pytest.raises(StoreError, match="the store is damaged"):
            does()


def test_a_chain_with_a_version_missing_is_told_and_never_shown_as_whole(store):
    names = keep(store, *keeping.chain(4, store.versions.secret()))
    with store._access.writing("") as (_, connection):
        connection.execute(delete(VERSIONS).where(VERSIONS.c.name == names[1]))

    with pytest.raises(StoreError, match=DAMAGED):
        store.versions.behind(names[-1], 100)
    with pytest.raises(StoreError, match="the store is damaged"):
        store.health()
    assert len(store.versions.behind(names[-1], 2)) == 2


def test_without_its_secret_a_store_is_damaged(store):
    [name] = keep(store, keeping.version(90))
    with store._access.writing("") as (_, connection):
        connection.execute(text("DELETE FROM secrets"))

    for does in (store.versions.secret, lambda: store.versions.get(name), lambda: keep(store, keeping.version(91))):
        with pytest.raises(StoreError, match="the store is damaged"):
            does()


def test_twenty_writers_and_twenty_readers_lose_nothing_and_fail_never(place, store):
    secret, length = store.versions.secret(), 15
    chains = [keeping.chain(length, secret, f"writer {number}") for number in range(20)]
    names = [[version.named(secret) for version in chain] for chain in chains]

    def work(number):
        if number < 20:
            for version in chains[number]:
                keep(store, version)
            return
        for _ in range(length):
            behind = store.versions.behind(names[number - 20][-1], 100)
            assert [stored.name for stored in behind] in ([], names[number - 20])
            store.versions.many(names[number - 20])

    assert keeping.at_once(40, work) == []
    assert [[stored.name for stored in store.versions.behind(chain[-1], 100)] for chain in names] == names
    assert place.store().health().versions == 20 * length


def test_the_same_version_kept_by_many_at_once_is_one(store):
    chain = keeping.chain(5, store.versions.secret())

    assert keeping.at_once(20, lambda _: keep(store, *chain)) == []
    assert store.health().versions == 5


@pytest.mark.parametrize("length", [1, 3])
def test_a_scorecard_that_is_deleted_while_versions_are_kept_leaves_none_behind(store, length):
    secret = store.versions.secret()

    def work(number):
        for turn in range(10):
            if number % 4 == 0:
                store.scorecards.delete(SCORECARD)
                store.scorecards.keep(SCORECARD, "", 0, b"PAR1")
            else:
                try:
                    names = keep(store, *keeping.chain(length, secret, f"{number} {turn}"))
                    store.scenarios.save(f"Plan {number}", names[-1])
                except StoreError as fault:
                    assert "the scorecard was deleted" in str(fault)  # noqa: PT017  # it may be kept, or not

    assert keeping.at_once(12, work) == []
    assert store.health()
