"""The tables of the store, and the steps from the tables of each release to the next."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    inspect,
    true,
)

STEPS = Path(__file__).parent / "migrations"
# Alembic's steps find their connection through the module and not as an argument.
_ONE_AT_A_TIME = threading.Lock()


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC, on databases that know time zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What is written."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What is read."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


TABLES = MetaData()

SCORECARDS = Table(
    "scorecards",
    TABLES,
    Column("name", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("kept", Moment, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the bytes, so that a fault of the disk is never a figure
    Column("parquet", LargeBinary, nullable=False),
    Column("listed", Boolean, nullable=False, server_default=true()),  # or kept only for what was saved on it
)

SECRETS = Table(
    "secrets",
    TABLES,
    Column("what", String(32), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)


def _of_a_scorecard() -> Column[str]:
    """What goes with its scorecard."""
    return Column("scorecard", String(32), ForeignKey("scorecards.name", ondelete="CASCADE"), nullable=False)


VERSIONS = Table(
    "versions",
    TABLES,
    Column("name", String(32), primary_key=True),
    # '' or another version of the same scorecard: versions go only together, so that is seen to when one is kept.
    Column("parent", String(32), nullable=False),
    _of_a_scorecard(),
    Column("opened", Text, nullable=False),
    Column("content", Text, nullable=False),
    Index("versions_of_a_scorecard", "scorecard"),
)

SCENARIOS = Table(
    "scenarios",
    TABLES,
    Column("id", String(32), primary_key=True),
    Column("opened", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("same", Text, nullable=False),  # what the spellings of the name have in common
    Column("asked", Text, nullable=False),  # the same of the name that somebody gave it, before it got a number
    Column("note", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("version", String(32), ForeignKey("versions.name", ondelete="CASCADE"), nullable=False),
    _of_a_scorecard(),
    Index("scenarios_by_name", "opened", "same", unique=True),
    Index("scenarios_of_a_version", "version"),
    Index("scenarios_of_a_scorecard", "scorecard"),
)

# What was done to a scenario stays when the scenario goes, so `scenario` refers to nothing.
RECORDS = Table(
    "records",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("scenario", String(32), nullable=False),
    _of_a_scorecard(),
    Column("at", Moment, nullable=False),
    Column("what", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("version", String(32), nullable=False),
    Column("author", Text, nullable=False),
    Index("records_of_a_scenario", "scenario"),
    Index("records_of_a_scorecard", "scorecard"),
)

# What people typed for the cover of a scorecard's report: a row for each field, so that two who type in two fields both
# keep what they typed.
COVERS = Table(
    "covers",
    TABLES,
    Column("opened", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("text", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    _of_a_scorecard(),
    Index("covers_of_a_scorecard", "scorecard"),
)


class NotOursError(Exception):
    """The database holds what this program did not write, or does not know yet."""


def step_of(connection: Connection, setting: str) -> str:
    """The last step that a database has taken; '' where it is empty.

    setting : what names another database, and in which setting

    Raises NotOursError, with the reason, for a database of another program or of a newer version of this one.
    """
    step = MigrationContext.configure(connection).get_current_revision() or ""
    if step and step not in {known.revision for known in _steps().walk_revisions()}:
        raise NotOursError(
            f"a newer version of this program has written the store (step {step}). Run that version, or put back a "
            "backup from before it."
        )
    if not step and inspect(connection).get_table_names():
        raise NotOursError(f"another program has written the store. Name another {setting}.")
    return step


def newest() -> str:
    """The step that this program works with."""
    return _steps().get_current_head() or ""


def upgrade(connection: Connection) -> None:
    """Take all steps that are missing, in the transaction of the connection: all of them, or none."""
    with _ONE_AT_A_TIME:
        command.upgrade(_config(connection), "head")


def _steps() -> ScriptDirectory:
    return ScriptDirectory(str(STEPS))


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    return config
