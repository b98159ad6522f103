"""The record of what was done to each scenario, by whom and when; it stays when the scenario is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from store.schema import RECORDS


class What(StrEnum):
    """What was done to a scenario."""

    SAVED = "saved"
    REPOINTED = "re-pointed"
    RENAMED = "renamed"
    COPIED = "copied"
    DELETED = "deleted"


@dataclass(frozen=True)
class Entry:
    """One thing that was done to a scenario.

    at : when, in UTC
    name, version : what it was called, and which version it was, from then on
    before : the earlier version where it was re-pointed; the earlier name where it was renamed; the name of the other
        where it was copied; else ''
    author : who did it, where they said so
    """

    at: datetime
    what: What
    name: str
    before: str
    version: str
    author: str


def add(connection: Connection, scenario: str, scorecard: str, entry: Entry) -> None:
    """Write down what was done, in the transaction in which it is done."""
    told = {"at": entry.at, "what": entry.what.value, "name": entry.name, "before": entry.before}
    about = {"scenario": scenario, "scorecard": scorecard, "version": entry.version, "author": entry.author}
    connection.execute(insert(RECORDS), told | about)


def of(connection: Connection, scenario: str) -> list[Entry]:
    """All that was done to a scenario, the oldest first."""
    columns = [RECORDS.c[name] for name in ("at", "what", "name", "before", "version", "author")]
    wanted = select(*columns).where(RECORDS.c.scenario == scenario).order_by(RECORDS.c.number)
    return [Entry(row.at, What(row.what), *row[2:]) for row in connection.execute(wanted)]
