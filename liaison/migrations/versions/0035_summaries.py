"""summaries: drafts and issued papers of a period, and opening balances of years without records.

Revision: 0035
"""

import sqlalchemy as sa
from alembic import op

import liaison.store.base

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening_balance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("entered_at", liaison.store.base.UTCDateTime(timezone=True), nullable=False),
        sa.Column("entered_side", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_balance")),
    )
    op.create_index(op.f("ix_opening_balance_name"), "opening_balance", ["name"])
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("place_name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("issued_text", sa.Text(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("drafted_at", liaison.store.base.UTCDateTime(timezone=True), nullable=False),
        sa.Column("issued_at", liaison.store.base.UTCDateTime(timezone=True), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_summary_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
    )
    op.create_index(op.f("ix_summary_status"), "summary", ["status"])
    op.create_index(op.f("ix_summary_paper_id"), "summary", ["paper_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_summary_paper_id"), table_name="summary")
    op.drop_index(op.f("ix_summary_status"), table_name="summary")
    op.drop_table("summary")
    op.drop_index(op.f("ix_opening_balance_name"), table_name="opening_balance")
    op.drop_table("opening_balance")
