import contextlib
import sqlite3

import keeping
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from store import Store
from store.sqlite import SQLite


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def made(folder):
    """A database without a table."""
    database = SQLite(folder / "a.sqlite3")
    with database.opening():
        pass
    return database


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
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")

    assert (tmp_path / folder / "store.sqlite3").is_file()
    assert Store(tmp_path / folder).scorecards.parquet(keeping.name(1)) == b"PAR1"


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


def test_a_backup_that_was_put_back_has_its_journal_again(store, tmp_path):
    store.scorecards.keep(keeping.name(1), "", 0, b"")
    (tmp_path / "other").mkdir()
    store.backup(tmp_path / "other" / "store.sqlite3")
    restored = Store(tmp_path / "other")
    restored.open()

    assert setting(restored._access._database, "journal_mode") == "wal"


def test_a_backup_while_others_write_holds_all_that_was_kept_before_it(store, tmp_path):
    before = [keeping.name(number) for number in range(50)]
    for name in before:
        store.scorecards.keep(name, "", 0, keeping.content(name))
    (tmp_path / "backup").mkdir()

    with keeping.writing(keeping.Place(tmp_path), 1_000_000) as (_, pipe):
        assert pipe.poll(30)
        store.backup(tmp_path / "backup" / "store.sqlite3")

    # The restore drill: a new app begins with the copy in its folder.
    restored = Store(tmp_path / "backup")
    there = {kept.name for kept in restored.scorecards.all()}
    assert set(before) < there <= {kept.name for kept in store.scorecards.all()}
    assert restored.health()
    assert all(restored.scorecards.parquet(name) == keeping.content(name) for name in there)
    assert all(restored.scorecards.kept(name) == store.scorecards.kept(name) for name in there)


def test_a_backup_is_one_file_and_nothing_is_left_beside_it(store, tmp_path):
    store.scorecards.keep(keeping.name(1), "", 0, b"")
    to = tmp_path / "to"
    to.mkdir()
    (to / "copy.sqlite3.partial").write_text("left by one that was killed", encoding="utf-8")
    store.backup(to / "copy.sqlite3")

    assert [path.name for path in to.iterdir()] == ["copy.sqlite3"]


def test_a_checkpoint_leaves_one_file_with_everything_in_it(store):
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    # A reader that is still open keeps the journal beside the file.
    with contextlib.closing(sqlite3.connect(store.folder / "store.sqlite3")) as reader:
        reader.execute("SELECT count(*) FROM scorecards").fetchall()
        store.scorecards.keep(keeping.name(2), "", 0, b"PAR1")
        store.checkpoint()

        assert (store.folder / "store.sqlite3-wal").stat().st_size == 0


def test_when_the_program_ends_there_is_one_file_and_it_may_go_on_all_the_same(store):
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    store.checkpoint()

    assert [path.name for path in store.folder.iterdir()] == ["store.sqlite3"]
    assert store.scorecards.parquet(keeping.name(1)) == b"PAR1"


def test_what_was_deleted_cannot_be_read_in_the_file_either(store):
    store.scorecards.keep(keeping.name(1), "Quarter 2", 17, b"a secret figure " * 500)
    store.versions.keep([keeping.version(90, reason="a secret reason " * 500)], keeping.name(1), "")
    store.scorecards.delete(keeping.name(1))
    store.checkpoint()

    assert [path.name for path in store.folder.iterdir()] == ["store.sqlite3"]
    assert b"secret figure" not in (store.folder / "store.sqlite3").read_bytes()
    assert b"secret reason" not in (store.folder / "store.sqlite3").read_bytes()


def test_connections_stay_open_between_uses(tmp_path):
    database = made(tmp_path)
    opened = []
    event.listen(database._engine, "connect", lambda *_: opened.append(1))

    for _ in range(5):
        with database.writing(), database.reading():
            pass

    # The one that made the file writes, and one more reads.
    assert len(opened) == 1


def test_a_file_that_is_put_in_the_place_of_one_in_use_gets_nothing_of_its_journal(store, tmp_path_factory):
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    copy = tmp_path_factory.mktemp("copy") / "copy.sqlite3"
    store.backup(copy)
    # This is in the journal alone; the file that it belongs to goes.
    for number in range(2, 9):
        store.scorecards.keep(keeping.name(number), "", 0, keeping.content(keeping.name(number)))
    moved = copy.with_name("moved.sqlite3")
    (store.folder / "store.sqlite3").rename(moved)
    copy.rename(store.folder / "store.sqlite3")

    assert [told.name for told in store.scorecards.all()] == [keeping.name(1)]
    store.scorecards.keep(keeping.name(9), "", 0, b"PAR1")
    assert store.health().scorecards == 2
    with contextlib.closing(sqlite3.connect(moved)) as connection:
        assert connection.execute("SELECT count(*) FROM scorecards").fetchall() == [(8,)]


def test_a_connection_that_was_in_use_while_its_file_went_is_not_used_again(tmp_path, tmp_path_factory):
    database = made(tmp_path)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE a (b)")
    away = tmp_path_factory.mktemp("away") / "a.sqlite3"

    with database.reading() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM a").scalar()
        database.file.rename(away)
        with pytest.raises(OperationalError, match="unable to open database file"), database.writing():
            pass
    with database.opening() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_what_is_open_is_closed_with_the_store(tmp_path):
    store = Store(tmp_path)
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    assert len(list(tmp_path.iterdir())) == 3
    del store

    assert [path.name for path in tmp_path.iterdir()] == ["store.sqlite3"]
