"""conferences: corrections of old minutes; previews: files that are bound behind them.

Revision: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["archived_minutes.conference_id"], name=op.f("fk_archive_correction_conference_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_archive_correction_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_correction")),
    )
    with op.batch_alter_table("archive_correction") as batch_op:
        batch_op.create_index(op.f("ix_archive_correction_conference_id"), ["conference_id"], unique=False)
    with op.batch_alter_table("preview") as batch_op:
        batch_op.add_column(sa.Column("annexes", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("preview") as batch_op:
        batch_op.drop_column("annexes")
    op.drop_table("archive_correction")
