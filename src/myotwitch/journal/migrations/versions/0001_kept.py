"""The first table: kept answers."""

import sqlalchemy
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kept",
        sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True),
        sqlalchemy.Column("kept_at", sqlalchemy.DateTime(timezone=True), nullable=False),
        sqlalchemy.Column("title", sqlalchemy.String(200), nullable=False),
        sqlalchemy.Column("history", sqlalchemy.JSON, nullable=False),
        sqlalchemy.Column("sessions", sqlalchemy.JSON, nullable=False),
        sqlalchemy.Column("answer", sqlalchemy.JSON, nullable=False),
        sqlalchemy.Column("versions", sqlalchemy.JSON, nullable=False),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("kept")
