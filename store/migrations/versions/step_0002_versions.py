"""Scenario versions, their names, and the record of what was done to them; scorecards that are not listed."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and the secret that names of versions are made with."""
    op.add_column("scorecards", sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()))
    made = op.create_table(
        "secrets",
        sa.Column("what", sa.String(32), primary_key=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
    )
    op.bulk_insert(made, [{"what": "versions", "secret": secrets.token_bytes(32)}])
    op.create_table(
        "versions",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("parent", sa.String(32), nullable=False),
        _of_a_scorecard(),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_table(
        "scenarios",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("same", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(32), sa.ForeignKey("versions.name", ondelete="CASCADE"), nullable=False),
        _of_a_scorecard(),
    )
    op.create_table(
        "records",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("scenario", sa.String(32), nullable=False),
        _of_a_scorecard(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
    )
    op.create_index("versions_of_a_scorecard", "versions", ["scorecard"])
    op.create_index("scenarios_by_name", "scenarios", ["opened", "same"], unique=True)
    op.create_index("scenarios_of_a_version", "scenarios", ["version"])
    op.create_index("scenarios_of_a_scorecard", "scenarios", ["scorecard"])
    op.create_index("records_of_a_scenario", "records", ["scenario"])
    op.create_index("records_of_a_scorecard", "records", ["scorecard"])


def _of_a_scorecard() -> sa.Column[str]:
    return sa.Column("scorecard", sa.String(32), sa.ForeignKey("scorecards.name", ondelete="CASCADE"), nullable=False)
