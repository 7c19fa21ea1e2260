"""opinions: indexes from which tabs count and deep pages pass over rows.

Revision: 0030
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.create_index(
            "ix_opinion_tabs", ["status", "side", "proposer_user_id", "reply_due_on", "received_on"], unique=False
        )
        batch_op.create_index(
            "ix_opinion_numbers", ["year", "number", "status", "side", "proposer_user_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index("ix_opinion_numbers")
        batch_op.drop_index("ix_opinion_tabs")
