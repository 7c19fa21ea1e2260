"""opinions: indexes for what waits for a reply by its days, for pages far down the list, and for counts by month.

Revision: 0035
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index("ix_opinion_received")
        batch_op.create_index("ix_opinion_received", ["received_on", "id", "status", "side"], unique=False)
        batch_op.create_index("ix_opinion_status_due", ["status", "reply_due_on", "id"], unique=False)
        batch_op.create_index(
            "ix_opinion_number_seen", ["year", "number", "status", "side", "proposer_user_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index("ix_opinion_number_seen")
        batch_op.drop_index("ix_opinion_status_due")
        batch_op.drop_index("ix_opinion_received")
        batch_op.create_index("ix_opinion_received", ["received_on", "id"], unique=False)
