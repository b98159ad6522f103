import keeping
import pytest

from store import StoreError

THREADS = 20
ROUNDS = 12


def test_nothing_is_made_before_it_is_needed(tmp_path):
    store = keeping.Place(tmp_path / "rag").store()

    assert not store.folder.exists()


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(place):
    store = place.store()
    store.scorecards.keep(keeping.name(1), "", 0, b"")

    with store._access.reading("") as connection:
        count = "SELECT count(*) FROM scorecards"
        before = connection.exec_driver_sql(count).scalar()
        store.scorecards.keep(keeping.name(2), "", 0, b"")
        assert connection.exec_driver_sql(count).scalar() == before == 1


def test_twenty_threads_write_and_read_without_an_error(place):
    store, kept = place.store(), [[] for _ in range(THREADS)]

    def work(mine):
        for number in range(mine, mine + ROUNDS * THREADS, THREADS):
            name = keeping.name(number)
            assert store.scorecards.keep(name, str(number), number, keeping.content(name))
            assert store.scorecards.parquet(name) == keeping.content(name)
            assert name in {told.name for told in store.scorecards.all()}
            if number % 3 == 0:
                assert store.scorecards.delete(name)
            else:
                kept[mine].append(name)

    assert keeping.at_once(THREADS, work) == []
    assert {told.name for told in store.scorecards.all()} == {name for names in kept for name in names}
    assert store.health().scorecards > ROUNDS * THREADS / 2


def test_twenty_threads_that_open_a_new_store_at_once_all_find_it(place):
    stores = [place.store() for _ in range(THREADS)]

    def work(number):
        stores[number].scorecards.keep(keeping.name(number), "", 0, b"")

    assert keeping.at_once(THREADS, work) == []
    assert len(stores[0].scorecards.all()) == THREADS
    assert len({store.versions.secret() for store in stores}) == 1


def test_what_fails_leaves_nothing_and_the_next_can_begin(place):
    store = place.store()

    def half():
        with store._access.writing("It could not be done") as (_, connection):
            connection.exec_driver_sql("UPDATE secrets SET secret = ''")
            connection.exec_driver_sql("SELECT nothing FROM nowhere")

    before = store.versions.secret()
    for fault in keeping.at_once(3, lambda _: half()):
        assert isinstance(fault, StoreError)
        assert str(fault).startswith("It could not be done: ")
    assert store.versions.secret() == before


def test_what_people_typed_and_the_secret_are_not_in_the_log(place, caplog):
    store = place.store()
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    secret = store.versions.secret()
    with store._access.writing("") as (_, connection):
        connection.exec_driver_sql("ALTER TABLE versions RENAME COLUMN opened TO away")

    with pytest.raises(StoreError):
        store.versions.keep([keeping.version(90, author="Ann", reason="a private reason")], keeping.name(1), "")
    assert "The scenario could not be kept" in caplog.text
    for private in ("Ann", "a private reason", repr(secret)[2:12]):
        assert private not in caplog.text
