"""Saved segments of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_segments",
        sa.Column("segment_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("name_folded", sa.String(240), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("segment_id", name="pk_saved_segments"),
        sa.UniqueConstraint("reach", "name_folded", name="uq_saved_segments_name"),
    )
    op.create_index("ix_saved_segments_made_by", "saved_segments", ["made_by"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_index("ix_saved_segments_made_by", "saved_segments")
    op.drop_table("saved_segments")
