import subprocess
import sys
from pathlib import Path

import keeping
import pytest

from store import Store, __main__

ROOT = Path(__file__).parent.parent


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "rag")
    store.scorecards.keep(keeping.name(1), "", 0, b"PAR1")
    return store


def test_a_backup_is_written_and_can_be_checked(store, tmp_path, capsys):
    (tmp_path / "copy").mkdir()

    assert __main__.main(["backup", str(store.folder), str(tmp_path / "copy" / "store.sqlite3")]) == 0
    assert __main__.main(["check", str(tmp_path / "copy")]) == 0
    assert capsys.readouterr().out.startswith("sound, 1 scorecards, 0 versions, 0 scenarios, ")


def test_what_cannot_be_done_is_a_sentence_and_another_exit_code(store, capsys):
    there = str(store.folder / "store.sqlite3")

    assert __main__.main(["backup", str(store.folder), there]) == 1
    assert capsys.readouterr().err.startswith("The store could not be backed up: there is a file store.sqlite3 already")


@pytest.mark.parametrize("command", [["check"], ["backup", "copy.sqlite3"]])
def test_a_folder_without_a_store_is_told_and_none_is_made(tmp_path, capsys, command):
    assert __main__.main([command[0], str(tmp_path / "mistyped"), *command[1:]]) == 1
    assert capsys.readouterr().err.startswith("There is no store.sqlite3 in this folder")
    assert not (tmp_path / "mistyped").exists()


def test_it_is_a_command(store):
    done = subprocess.run(
        [sys.executable, "-m", "store", "check", str(store.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "SQLite 3." in done.stdout


def test_a_database_on_a_server_is_checked_and_is_backed_up_by_other_means(server, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RAG_DATABASE_URL", server.new())

    assert __main__.main(["check"]) == 0
    assert "PostgreSQL 1" in capsys.readouterr().out
    assert __main__.main(["backup", str(tmp_path), str(tmp_path / "copy")]) == 1
    assert "Use pg_dump, as docs/running.md tells." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
