import contextlib
import random
import sqlite3
import threading
import time

import keeping
import pytest

from store import Store, StoreError
from store.engine import Database

THREADS = 20
ROUNDS = 12
KILLS = 30


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def made(folder):
    """A database without a table."""
    database = Database(folder / "a.sqlite3")
    database.create()
    return database


def at_once(work):
    """Do work in many threads, each with its number."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def setting(database, name):
    """What a connection of the database has for a setting."""
    with database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("mmap_size", 0),
        ("secure_delete", 1),
    ],
)
def test_every_connection_is_set_so_that_nothing_is_lost(tmp_path, name, value):
    database = made(tmp_path)

    assert setting(database, name) == value


@pytest.mark.parametrize("folder", ["a b", "a%41b", "a?mode=memory", "a#b", "ä", "a'b\"c"])
def test_a_folder_may_have_any_name(tmp_path, folder):
    store = Store(tmp_path / folder)
    store.keep(keeping.name(1), "", 0, b"PAR1")

    assert (tmp_path / folder / "store.sqlite3").is_file()
    assert Store(tmp_path / folder).parquet(keeping.name(1)) == b"PAR1"


def test_a_writer_has_its_lock_from_the_start_and_readers_go_on(tmp_path):
    database = made(tmp_path)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE a (b)")
    other = sqlite3.connect(database.file, timeout=0)

    with contextlib.closing(other), database.writing(), database.reading() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM a").scalar() == 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_can_begin(tmp_path):
    database = made(tmp_path)

    def half():
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE a (b)")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    with database.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(store):
    store.keep(keeping.name(1), "", 0, b"")

    with store._database.reading() as connection:
        count = "SELECT count(*) FROM scorecards"
        before = connection.exec_driver_sql(count).scalar()
        store.keep(keeping.name(2), "", 0, b"")
        assert connection.exec_driver_sql(count).scalar() == before == 1


def test_twenty_threads_write_and_read_without_an_error(store):
    faults, kept = [], [[] for _ in range(THREADS)]

    def work(mine):
        for number in range(mine, mine + ROUNDS * THREADS, THREADS):
            name = keeping.name(number)
            try:
                assert store.keep(name, str(number), number, keeping.content(name))
                assert store.parquet(name) == keeping.content(name)
                assert name in {told.name for told in store.scorecards()}
                if number % 3 == 0:
                    assert store.delete(name)
                else:
                    kept[mine].append(name)
            except (StoreError, AssertionError) as fault:
                faults.append(fault)

    at_once(work)

    assert faults == []
    assert {told.name for told in store.scorecards()} == {name for names in kept for name in names}
    assert store.health().scorecards > ROUNDS * THREADS / 2


def test_twenty_threads_that_open_a_new_store_at_once_all_find_it(tmp_path):
    stores, faults = [Store(tmp_path) for _ in range(THREADS)], []

    def work(number):
        try:
            stores[number].keep(keeping.name(number), "", 0, b"")
        except StoreError as fault:
            faults.append(fault)

    at_once(work)

    assert faults == []
    assert len(stores[0].scorecards()) == THREADS


def test_nothing_acknowledged_is_lost_however_often_the_program_is_killed(tmp_path):
    chance, told = random.Random(7), []  # noqa: S311  # a moment, not a secret

    for kill in range(KILLS):
        with keeping.writing(tmp_path, kill * 1_000_000) as (process, pipe):
            # Some are killed while they start or open the store, the others while all their writers write.
            if kill % 3:
                assert pipe.poll(60)
            time.sleep(chance.uniform(0, 0.2))
            process.kill()
            process.join()
            told += keeping.acknowledged(pipe)
        there = {kept.name for kept in Store(tmp_path).scorecards()}
        assert set(told) <= there
        # Each writer may have kept one that it could no longer acknowledge.
        assert len(there) - len(told) <= (kill + 1) * keeping.WRITERS

    store = Store(tmp_path)
    assert len(told) >= KILLS * 2 // 3
    assert store.health().scorecards == len(there)
    assert all(store.parquet(name) == keeping.content(name) for name in there)


def test_a_program_may_start_while_the_one_before_it_still_writes(tmp_path):
    with keeping.writing(tmp_path, 0) as (first, one), keeping.writing(tmp_path, 1_000_000) as (second, another):
        for pipe in (one, another):
            assert pipe.poll(30)
        time.sleep(0.3)
        for process in (first, second):
            assert process.is_alive()
            process.kill()
            process.join()
        told = keeping.acknowledged(one) + keeping.acknowledged(another)
    store = Store(tmp_path)

    assert set(told) <= {kept.name for kept in store.scorecards()}
    assert store.health()


def test_a_backup_that_was_put_back_has_its_journal_again(store, tmp_path):
    store.keep(keeping.name(1), "", 0, b"")
    (tmp_path / "other").mkdir()
    store.backup(tmp_path / "other" / "store.sqlite3")
    restored = Store(tmp_path / "other")
    restored.open()

    assert setting(restored._database, "journal_mode") == "wal"


def test_a_backup_while_others_write_holds_all_that_was_kept_before_it(store, tmp_path):
    before = [keeping.name(number) for number in range(50)]
    for name in before:
        store.keep(name, "", 0, keeping.content(name))
    (tmp_path / "backup").mkdir()

    with keeping.writing(tmp_path, 1_000_000) as (_, pipe):
        assert pipe.poll(30)
        store.backup(tmp_path / "backup" / "store.sqlite3")

    # The restore drill: a new app begins with the copy in its folder.
    restored = Store(tmp_path / "backup")
    there = {kept.name for kept in restored.scorecards()}
    assert set(before) < there <= {kept.name for kept in store.scorecards()}
    assert restored.health()
    assert all(restored.parquet(name) == keeping.content(name) for name in there)
    assert all(restored.kept(name) == store.kept(name) for name in there)


def test_a_backup_is_one_file_and_nothing_is_left_beside_it(store, tmp_path):
    store.keep(keeping.name(1), "", 0, b"")
    to = tmp_path / "to"
    to.mkdir()
    (to / "copy.sqlite3.partial").write_text("left by one that was killed", encoding="utf-8")
    store.backup(to / "copy.sqlite3")

    assert [path.name for path in to.iterdir()] == ["copy.sqlite3"]


def test_a_checkpoint_leaves_one_file_with_everything_in_it(store):
    store.keep(keeping.name(1), "", 0, b"PAR1")
    # A reader that is still open keeps the journal beside the file.
    with contextlib.closing(sqlite3.connect(store.folder / "store.sqlite3")) as reader:
        reader.execute("SELECT count(*) FROM scorecards").fetchall()
        store.keep(keeping.name(2), "", 0, b"PAR1")
        store.checkpoint()

        assert (store.folder / "store.sqlite3-wal").stat().st_size == 0
