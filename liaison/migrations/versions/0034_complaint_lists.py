"""complaints: indexes in which lists are counted and leafed through, and one of the chamber or firm.

Revision: 0034
"""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint") as batch_op:
        for name in ("received", "status", "direction"):
            batch_op.drop_index(f"ix_complaint_{name}")
        batch_op.create_index(
            "ix_complaint_received", ["received_on", "id", "direction", "transferred_at"], unique=False
        )
        batch_op.create_index("ix_complaint_status", ["status", "due_on", "direction", "transferred_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_respondent_unit_key"), ["respondent_unit_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_merged_into_id"), ["merged_into_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_respondent_unit_key"))
        for name in ("received", "status"):
            batch_op.drop_index(f"ix_complaint_{name}")
        batch_op.create_index("ix_complaint_received", ["received_on", "id"], unique=False)
        batch_op.create_index("ix_complaint_status", ["status", "received_on", "id"], unique=False)
        batch_op.create_index("ix_complaint_direction", ["direction", "received_on"], unique=False)
