"""circulars: drafted from closed complaints, signed by both sides, published.

Revision: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_circular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("naming_reason", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bar_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bar_signed_by", sa.Text(), nullable=False),
        sa.Column("bench_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bench_signed_by", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_complaint_circular_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_circular")),
    )
    with op.batch_alter_table("complaint_circular", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_circular_paper_id"), ["paper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_circular_status"), ["status"], unique=False)
    op.create_table(
        "complaint_circular_item",
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circular_id"], ["complaint_circular.id"], name=op.f("fk_complaint_circular_item_circular_id")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_circular_item_complaint_id")
        ),
        sa.PrimaryKeyConstraint("circular_id", "complaint_id", name=op.f("pk_complaint_circular_item")),
    )
    with op.batch_alter_table("complaint_circular_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_circular_item_complaint_id"), ["complaint_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("complaint_circular_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_circular_item_complaint_id"))
    op.drop_table("complaint_circular_item")
    with op.batch_alter_table("complaint_circular", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_circular_status"))
        batch_op.drop_index(batch_op.f("ix_complaint_circular_paper_id"))
    op.drop_table("complaint_circular")
