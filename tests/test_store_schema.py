import contextlib
import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import keeping
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from store import Store, StoreError, schema
from store.schema import newest

ROOT = Path(__file__).parent.parent
NAME = keeping.name(1)
# A store as each release has made it, for ever; each with this one scorecard.
NEWEST = newest()
RELEASED = sorted((Path(__file__).parent / "stores").glob("*.sqlite3"))
NEXT = '''"""A step that is not there yet."""

import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("scorecards", sa.Column("by", sa.Text(), nullable=False, server_default="nobody"))
    op.execute("{last}")
'''


def tables(file):
    """What a database holds, all of it."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def backups(folder):
    return sorted(path.name for path in folder.glob("store-before-*"))


@pytest.fixture
def store(tmp_path):
    """A store of the version of now, with one scorecard."""
    store = Store(tmp_path / "rag")
    store.scorecards.keep(NAME, "Quarter 2", 17, keeping.content(NAME))
    return store


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Makes this program one with a step more, which ends with a statement."""
    ours = schema.STEPS

    def made(last="SELECT 1"):
        steps = tmp_path / "steps"
        if not steps.exists():
            shutil.copytree(ours, steps, ignore=shutil.ignore_patterns("__pycache__"))
        text = NEXT.format(newest=NEWEST, last=last)
        (steps / "versions" / "step_9998.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(schema, "STEPS", steps)

    return made


def test_all_steps_together_make_the_tables_that_the_program_uses(place):
    with place.store()._access.reading("") as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.TABLES) == []


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_a_store_of_every_release_can_be_opened(file, tmp_path):
    shutil.copy(file, tmp_path / "store.sqlite3")
    store = Store(tmp_path)
    told = store.scorecards.kept(NAME)

    assert (told.title, told.rows, told.kept.isoformat()) == ("Quarter 2", 17, "2026-11-23T07:00:00+00:00")
    assert store.scorecards.parquet(NAME) == keeping.content(NAME)
    assert store.health().versions in (0, 3)


def test_a_store_of_the_second_release_has_its_versions_its_scenarios_and_their_record(tmp_path):
    shutil.copy(ROOT / "tests" / "stores" / "0002.sqlite3", tmp_path / "store.sqlite3")
    store = Store(tmp_path)
    [named] = store.scenarios.all("quarter-2")
    behind = store.versions.behind(named.version, 100)

    assert (named.name, named.note, named.author) == ("Winter plan", "As agreed\nin May", "Ben")
    assert named.saved.isoformat() == "2026-11-30T07:00:00+00:00"
    assert [stored.version.content for stored in behind] == [
        version.content for version in keeping.chain(3, store.versions.secret(), "Ann")
    ]
    assert [(entry.what.value, entry.author) for entry in store.scenarios.record(named.id)] == [
        ("saved", "Ann"),
        ("re-pointed", "Ben"),
    ]
    assert [kept.name for kept in store.scorecards.all()] == [NAME]
    assert not store.scorecards.kept(keeping.name(2)).listed


def test_a_store_of_the_third_release_has_what_was_typed_for_the_report(tmp_path):
    shutil.copy(ROOT / "tests" / "stores" / "0003.sqlite3", tmp_path / "store.sqlite3")

    assert Store(tmp_path).covers.of("quarter-2", "2016/17 Q2") == {"author": "Ben", "purpose": "To note\nand to ask"}


def test_a_database_at_the_second_step_takes_the_third_on_a_server_too(server, monkeypatch, tmp_path):
    place, ours = keeping.Place(tmp_path, server.new()), schema.STEPS
    second = shutil.copytree(ours, tmp_path / "second", ignore=shutil.ignore_patterns("__pycache__", "*0003*"))
    monkeypatch.setattr(schema, "STEPS", second)
    place.store().scorecards.keep(NAME, "Quarter 2", 17, keeping.content(NAME))
    monkeypatch.setattr(schema, "STEPS", ours)
    store = place.store()
    store.covers.keep("quarter-2", "2016/17 Q2", NAME, {"author": "Ann"})

    assert store.scorecards.parquet(NAME) == keeping.content(NAME)
    assert store.covers.of("quarter-2", "2016/17 Q2") == {"author": "Ann"}


def test_there_is_a_store_of_the_newest_step():
    assert RELEASED[-1].stem == newest()


def test_an_empty_file_becomes_a_store(tmp_path):
    (tmp_path / "store.sqlite3").touch()

    assert Store(tmp_path).scorecards.keep(NAME, "", 0, b"")
    assert backups(tmp_path) == []


def test_a_new_store_and_one_that_needs_no_step_are_not_backed_up(store):
    Store(store.folder).open()

    assert backups(store.folder) == []


def test_an_older_store_is_backed_up_and_takes_the_steps(store, next_version):
    before = tables(store.folder / "store.sqlite3")
    told = store.scorecards.kept(NAME)
    next_version()
    upgraded = Store(store.folder)

    assert upgraded.scorecards.kept(NAME) == told
    [backup] = backups(store.folder)
    assert backup.startswith("store-before-9998-")
    assert tables(store.folder / backup) == before
    assert any('"by"' in line or " by " in line for line in tables(store.folder / "store.sqlite3"))


def test_a_step_that_fails_half_way_leaves_the_store_as_it_was(store, next_version):
    before = tables(store.folder / "store.sqlite3")
    next_version("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StoreError, match=r"^The kept scorecards could not be read: "):
        Store(store.folder).scorecards.all()
    assert tables(store.folder / "store.sqlite3") == before
    assert backups(store.folder) == []

    next_version()
    assert Store(store.folder).scorecards.parquet(NAME) == keeping.content(NAME)


def test_a_program_that_is_killed_within_a_step_leaves_the_store_as_it_was(store, next_version, tmp_path):
    before = tables(store.folder / "store.sqlite3")
    next_version()
    step = tmp_path / "steps" / "versions" / "step_9998.py"
    step.write_text(step.read_text("utf-8") + "    import os\n    os.kill(os.getpid(), 9)\n", encoding="utf-8")
    script = (
        "import pathlib, sys; from store import Store, schema; schema.STEPS = pathlib.Path(sys.argv[1]); "
        "Store(pathlib.Path(sys.argv[2])).open()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "steps"), str(store.folder)]

    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert tables(store.folder / "store.sqlite3") == before
    assert len(backups(store.folder)) == 1
    assert store.health()


def test_a_database_at_the_first_step_takes_the_others_on_a_server_too(server, monkeypatch, tmp_path):
    place, ours = keeping.Place(tmp_path, server.new()), schema.STEPS
    first = shutil.copytree(ours, tmp_path / "first", ignore=shutil.ignore_patterns("__pycache__", "*0002*", "*0003*"))
    monkeypatch.setattr(schema, "STEPS", first)
    place.store()._access.ready("").__enter__()
    sha256 = hashlib.sha256(keeping.content(NAME)).hexdigest()
    statement = "INSERT INTO scorecards (name, title, rows, kept, sha256, parquet) VALUES (%s, %s, %s, now(), %s, %s)"
    server.does(statement, place.url, (NAME, "Quarter 2", 17, sha256, keeping.content(NAME)))
    monkeypatch.setattr(schema, "STEPS", ours)
    store = place.store()

    assert store.scorecards.all()[0].title == "Quarter 2"
    assert store.scorecards.parquet(NAME) == keeping.content(NAME)
    assert len(store.versions.secret()) == 32


@pytest.mark.parametrize("last", ["INSERT INTO nowhere VALUES (1)", "SELECT pg_terminate_backend(pg_backend_pid())"])
def test_a_step_that_fails_or_is_cut_off_on_a_server_leaves_the_step_before(server, next_version, tmp_path, last):
    place = keeping.Place(tmp_path / "none", server.new())
    place.store().scorecards.keep(NAME, "Quarter 2", 17, keeping.content(NAME))
    next_version(last)

    with pytest.raises(StoreError, match=r"^The kept scorecards could not be read: "):
        place.store().scorecards.all()
    assert server.does("SELECT version_num FROM alembic_version", place.url) == [(NEWEST,)]
    query = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'scorecards' AND column_name = 'by'"
    assert server.does(query, place.url) == [(0,)]

    next_version()
    assert place.store().scorecards.parquet(NAME) == keeping.content(NAME)


def test_of_programs_that_start_at_once_on_one_server_one_takes_the_steps(server, next_version, tmp_path):
    place = keeping.Place(tmp_path / "none", server.new())
    place.store().scorecards.keep(NAME, "", 0, b"PAR1")
    next_version()
    stores = [place.store() for _ in range(8)]

    assert keeping.at_once(8, lambda number: stores[number].open()) == []
    assert server.does("SELECT version_num FROM alembic_version", place.url) == [("9998",)]


def test_of_programs_that_start_at_once_one_takes_the_steps(store, next_version):
    next_version()
    threads = [threading.Thread(target=Store(store.folder).open) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(backups(store.folder)) == 1
    assert Store(store.folder).scorecards.parquet(NAME) == keeping.content(NAME)


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(store):
    with contextlib.closing(sqlite3.connect(store.folder / "store.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = tables(store.folder / "store.sqlite3")

    with pytest.raises(StoreError) as told:
        Store(store.folder).scorecards.keep(keeping.name(2), "", 0, b"")

    assert str(told.value) == (
        "The store of kept scorecards could not be opened: a newer version of this program has written the store (step "
        "9999). Run that version, or put back a backup from before it. Nothing that is open is lost."
    )
    assert tables(store.folder / "store.sqlite3") == before


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path):
    file = tmp_path / "store.sqlite3"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE accounts (owner)")
    before = file.read_bytes()

    with pytest.raises(StoreError, match=r"another program has written the store\. Name another folder in RAG_DATA_DI"):
        Store(tmp_path).scorecards.all()
    assert file.read_bytes() == before


def test_a_database_of_another_program_on_a_server_is_refused_and_left_as_it_is(server, tmp_path):
    url = server.new()
    server.does("CREATE TABLE accounts (owner text)", url)

    with pytest.raises(
        StoreError, match=r"another program has written the store\. Name another database in RAG_DATABA"
    ):
        Store(tmp_path, url).scorecards.all()
    assert server.does("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", url) == [("accounts",)]
