"""launch: the set-up code of an empty site, and the steps that were ticked off.

Revision: 0036
"""

import sqlalchemy as sa
from alembic import op

import liaison.store.base

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_up_code",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", liaison.store.base.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up_code")),
    )
    op.create_table(
        "launch_mark",
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("marked_at", liaison.store.base.UTCDateTime(timezone=True), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["user_account.id"], name=op.f("fk_launch_mark_marked_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("step", name=op.f("pk_launch_mark")),
    )


def downgrade() -> None:
    op.drop_table("launch_mark")
    op.drop_table("set_up_code")
