"""opinions: indexes that give a tab, and a side in it, in the order of their numbers.

Revision: 0032
"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

NUMBERS = ["year", "number", "status", "side", "proposer_user_id"]


def upgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index("ix_opinion_numbers")
        batch_op.create_index("ix_opinion_status_number", ["status", "year", "number"], unique=False)
        batch_op.create_index("ix_opinion_status_side", ["status", "side", "year", "number"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index("ix_opinion_status_side")
        batch_op.drop_index("ix_opinion_status_number")
        batch_op.create_index("ix_opinion_numbers", NUMBERS, unique=False)
