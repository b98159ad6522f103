"""The settings that the environment gives."""

from pathlib import Path

import pytest
from platformdirs import user_data_path

from ui.settings import kept_in, most_sessions


@pytest.mark.parametrize("stated", [None, ""])
def test_without_a_setting_all_is_kept_where_the_users_own_data_lies(monkeypatch, stated):
    monkeypatch.delenv("RAG_DATA_DIR", raising=False)
    if stated is not None:
        monkeypatch.setenv("RAG_DATA_DIR", stated)

    assert kept_in() == user_data_path("rag-what-if", appauthor=False)
    assert kept_in().is_absolute()


def test_asking_for_the_folder_makes_none(monkeypatch, tmp_path):
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path / "rag"))

    assert not kept_in().exists()


def test_the_setting_names_the_folder_for_all_that_is_kept(monkeypatch):
    monkeypatch.setenv("RAG_DATA_DIR", "/srv/rag")

    assert kept_in() == Path("/srv/rag")


@pytest.mark.parametrize(
    ("stated", "most"), [("", 300), ("0", 300), ("-1", 300), ("many", 300), ("²", 300), ("1", 1), ("1000", 1000)]
)
def test_the_most_sessions_can_be_set_and_what_is_no_number_is_as_if_nothing_were_said(monkeypatch, stated, most):
    monkeypatch.setenv("RAG_MOST_SESSIONS", stated)

    assert most_sessions() == most
