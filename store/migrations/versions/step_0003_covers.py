"""What people typed for the cover of a scorecard's report."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "covers",
        sa.Column("opened", sa.Text(), primary_key=True),
        sa.Column("period", sa.Text(), primary_key=True),
        sa.Column("field", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scorecard", sa.String(32), sa.ForeignKey("scorecards.name", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("covers_of_a_scorecard", "covers", ["scorecard"])
