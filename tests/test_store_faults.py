import contextlib
import shutil
import sqlite3
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import keeping
import pytest
from sqlalchemy import event

from store import Store, StoreError, engine
from store.faults import telling

ROOT = Path(__file__).parent.parent
FIRST, SECOND = keeping.name(1), keeping.name(2)
TOLD_BY = {
    "scorecards.keep": "The scorecard could not be kept: ",
    "scorecards.delete": "The scorecard could not be deleted: ",
    "scorecards.all": "The kept scorecards could not be read: ",
    "scorecards.parquet": "The kept scorecards could not be read: ",
    "scorecards.kept": "The kept scorecards could not be read: ",
    "versions.secret": "The scenario could not be read: ",
    "versions.keep": "The scenario could not be kept: ",
    "versions.get": "The scenario could not be read: ",
    "versions.behind": "The scenario could not be read: ",
    "scenarios.save": "The scenario could not be saved: ",
    "scenarios.all": "The saved scenarios could not be read: ",
    "scenarios.get": "The saved scenarios could not be read: ",
    "scenarios.rename": "The scenario could not be renamed: ",
    "scenarios.copy": "The scenario could not be copied: ",
    "scenarios.delete": "The scenario could not be deleted: ",
    "scenarios.record": "The saved scenarios could not be read: ",
    "open": "The store of kept scorecards could not be opened: ",
    "checkpoint": "The store of kept scorecards could not be opened: ",
}
ARGUMENTS = {
    "scorecards.keep": (SECOND, "", 0, b""),
    "versions.secret": (),
    "versions.keep": ([keeping.version(90)], FIRST, ""),
    "versions.behind": (FIRST, 9),
    "scenarios.save": ("Plan", FIRST),
    "scenarios.rename": (FIRST, "Plan"),
    "scenarios.copy": (FIRST, "Plan"),
} | dict.fromkeys(("scorecards.all", "scenarios.all", "open", "checkpoint"), ())


@pytest.fixture
def store(tmp_path):
    """A store with one scorecard."""
    store = Store(tmp_path)
    store.scorecards.keep(FIRST, "Quarter 2", 17, keeping.content(FIRST))
    return store


def file(store):
    return store.folder / "store.sqlite3"


def refusals(store):
    """What each method says, without what all say at the end."""
    said = {}
    for method in TOLD_BY:
        with pytest.raises(StoreError) as told:
            attrgetter(method)(store)(*ARGUMENTS.get(method, (FIRST,)))
        assert str(told.value).endswith(" Nothing that is open is lost.")
        said[method] = str(told.value).removesuffix(" Nothing that is open is lost.")
    return said


def all_say(why):
    return {method: told + why for method, told in TOLD_BY.items()}


GONE = (
    "the store is gone, or cannot be written to. Ask whoever runs the app to look at the folder that RAG_DATA_DIR "
    "names."
)
NOT_WRITTEN = "the disk is full, takes no file as large, or fails. Ask whoever runs the app to look at it."
DAMAGED = "the store is damaged, or is not one of this program. Ask whoever runs the app to put back a backup."


@pytest.mark.parametrize("folder", ["file/rag", "file/rag/deeper", "/proc/rag", "/dev/null"])
def test_a_folder_that_cannot_be_made_is_told_by_every_method(tmp_path, folder):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    assert refusals(Store(tmp_path / folder)) == all_say(GONE)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / "store.sqlite3").mkdir()

    assert refusals(Store(tmp_path)) == all_say(GONE)


def test_a_store_that_is_deleted_while_it_is_used_is_told_and_not_made_again_in_silence(store):
    file(store).unlink()

    assert refusals(store) == all_say(GONE)
    assert not file(store).exists()


def test_a_store_whose_folder_is_deleted_while_it_is_used_is_told(store):
    shutil.rmtree(store.folder)

    assert refusals(store) == all_say(GONE)


def test_a_store_that_is_put_back_can_be_used_at_once(store, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy") / "copy.sqlite3"
    store.backup(copy)
    file(store).unlink()
    copy.rename(file(store))

    assert store.scorecards.parquet(FIRST) == keeping.content(FIRST)


def test_a_folder_that_can_be_made_later_is_used_then(tmp_path):
    (tmp_path / "rag").write_text("not a folder", encoding="utf-8")
    store = Store(tmp_path / "rag")
    with pytest.raises(StoreError):
        store.open()
    (tmp_path / "rag").unlink()

    assert store.scorecards.keep(FIRST, "", 0, b"")


@pytest.mark.parametrize("content", [b"indicator,value\n" * 1000, b"SQLite format 3\0" + bytes(5000), b"PAR1"])
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(tmp_path, content):
    (tmp_path / "store.sqlite3").write_bytes(content)

    assert refusals(Store(tmp_path)) == all_say(DAMAGED)
    assert (tmp_path / "store.sqlite3").read_bytes() == content


def test_a_database_without_its_tables_is_told(store):
    with contextlib.closing(sqlite3.connect(file(store))) as connection:
        connection.execute("DROP TABLE scorecards")

    assert store_says(store.scorecards.all) == TOLD_BY["scorecards.all"] + DAMAGED


def test_one_flipped_bit_in_a_scorecard_is_told_and_never_read_as_a_figure(store):
    store.checkpoint()
    data = bytearray(file(store).read_bytes())
    data[data.index(keeping.content(FIRST)[:500]) + 100] ^= 1
    file(store).write_bytes(data)

    assert store_says(store.scorecards.parquet, FIRST) == TOLD_BY["scorecards.parquet"] + DAMAGED
    assert store.scorecards.kept(FIRST).title == "Quarter 2"


@pytest.mark.parametrize("moment", ["yesterday", "", "2026-13-01 00:00:00"])
def test_a_moment_that_is_none_is_told(store, moment):
    with contextlib.closing(sqlite3.connect(file(store), isolation_level=None)) as connection:
        connection.execute("UPDATE scorecards SET kept = ?", (moment,))

    assert store_says(store.scorecards.all) == TOLD_BY["scorecards.all"] + DAMAGED


def test_a_store_that_lost_its_end_is_told(store):
    store.scorecards.keep(SECOND, "", 0, bytes(100_000))
    store.checkpoint()
    data = file(store).read_bytes()
    file(store).write_bytes(data[: len(data) // 2])

    assert store_says(store.health) == TOLD_BY["scorecards.all"] + DAMAGED
    assert store_says(store.scorecards.parquet, SECOND) == TOLD_BY["scorecards.parquet"] + DAMAGED


def test_a_damaged_page_is_found_by_its_health_and_stops_a_backup(store, tmp_path):
    store.checkpoint()
    data = bytearray(file(store).read_bytes())
    # The index of names: nothing that a list of scorecards reads.
    with contextlib.closing(sqlite3.connect(file(store))) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'scorecards'"
        [(page,)] = connection.execute(query).fetchall()
        [(size,)] = connection.execute("PRAGMA page_size").fetchall()
    data[(page - 1) * size : page * size] = bytes(size)
    file(store).write_bytes(data)

    assert store.scorecards.all()[0].title == "Quarter 2"
    assert store_says(store.health) == TOLD_BY["scorecards.all"] + DAMAGED
    assert store_says(store.backup, tmp_path / "copy.sqlite3") == "The store could not be backed up: " + DAMAGED
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_a_store_that_another_program_holds_is_told_after_a_while(store, monkeypatch):
    monkeypatch.setattr(engine, "SECONDS_TO_WAIT", 0.05)
    busy = "another program holds the store. Try again in a moment."
    store.checkpoint()

    with contextlib.closing(sqlite3.connect(file(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store_says(store.scorecards.keep, SECOND, "", 0, b"") == TOLD_BY["scorecards.keep"] + busy
        assert store_says(Store(store.folder).scorecards.keep, SECOND, "", 0, b"") == TOLD_BY["scorecards.keep"] + busy
        assert store.scorecards.parquet(FIRST) == keeping.content(FIRST)
        other.execute("ROLLBACK")
    assert store.scorecards.keep(SECOND, "", 0, b"")


def test_a_full_disk_is_told_and_what_was_kept_is_there_and_readable(store):
    pages = 28
    store.checkpoint()
    database = store._access._database
    event.listen(database._engine, "connect", lambda one, _: one.execute(f"PRAGMA max_page_count={pages}"))

    assert store_says(store.scorecards.keep, SECOND, "", 0, bytes(100_000)) == (
        "The scorecard could not be kept: the disk is full. Make room on it, or ask whoever runs the app to."
    )
    assert store.scorecards.parquet(FIRST) == keeping.content(FIRST)
    assert store.scorecards.parquet(SECOND) is None
    assert store.scorecards.keep(SECOND, "", 0, b"small")
    assert store.scorecards.delete(FIRST)
    assert store.health()


SMALL_DISK = """
import resource, sys
from pathlib import Path
from store import Store, StoreError

store = Store(Path(sys.argv[1]))
store.scorecards.keep("0" * 32, "Before", 1, bytes(300_000))
store.checkpoint()
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
for does in (lambda: store.scorecards.keep("1" * 32, "", 0, bytes(1_000_000)), lambda: store.backup(Path(sys.argv[2]))):
    try:
        does()
    except StoreError as fault:
        print(fault)
scorecards = store.scorecards
print(scorecards.keep("2" * 32, "", 0, b"small"), len(scorecards.parquet("0" * 32)), store.health().scorecards)
"""


def test_a_disk_that_takes_no_more_is_told_and_the_store_goes_on(tmp_path):
    command = [sys.executable, "-c", SMALL_DISK, str(tmp_path / "rag"), str(tmp_path / "copy.sqlite3")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [
        f"The scorecard could not be kept: {NOT_WRITTEN} Nothing that is open is lost.",
        f"The store could not be backed up: {NOT_WRITTEN} Nothing that is open is lost.",
        "True 300000 2",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["rag"]
    assert len(Store(tmp_path / "rag").scorecards.all()) == 2


def test_a_backup_never_writes_over_a_file(store, tmp_path):
    (tmp_path / "copy.sqlite3").write_text("mine", encoding="utf-8")

    assert store_says(store.backup, tmp_path / "copy.sqlite3") == (
        "The store could not be backed up: there is a file copy.sqlite3 already. Name another."
    )
    assert (tmp_path / "copy.sqlite3").read_text(encoding="utf-8") == "mine"


def test_a_disk_without_room_is_told_whoever_finds_out():
    with pytest.raises(StoreError, match="could not be made: the disk is full"), telling("It could not be made"):
        raise OSError(28, "No space left on device")


def test_no_sentence_says_where_anything_lies_or_what_it_is_written_in(store, caplog):
    file(store).unlink()

    said = " ".join(refusals(store).values())

    assert str(store.folder) not in said
    assert "sqlite" not in said.lower()
    assert "unable to open database file" in caplog.text


def store_says(does, *arguments):
    """The sentences with which a method refuses."""
    with pytest.raises(StoreError) as told:
        does(*arguments)
    return str(told.value).removesuffix(" Nothing that is open is lost.")
