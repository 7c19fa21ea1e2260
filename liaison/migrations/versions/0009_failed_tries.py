"""throttle: failures count by purpose and key, for every feature that has something to guess at.

Revision: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Failures of the last quarter of an hour are dropped: nothing older counts, and their hashes have another key.
    op.drop_table("sign_in_failure")
    op.create_table(
        "failed_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_try")),
    )
    with op.batch_alter_table("failed_try") as batch_op:
        batch_op.create_index("ix_failed_try_key_at", ["key", "at"])
        batch_op.create_index(op.f("ix_failed_try_at"), ["at"])


def downgrade() -> None:
    op.drop_table("failed_try")
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_key", sa.String(length=64), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure") as batch_op:
        batch_op.create_index("ix_sign_in_failure_account", ["account_key", "at"])
        batch_op.create_index("ix_sign_in_failure_address", ["address_key", "at"])
        batch_op.create_index(op.f("ix_sign_in_failure_at"), ["at"])
