"""indexes of the ledger: its tabs and its list of units are read from these alone.

Revision: 0021
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(
            "ix_resolution_tabs", ["status", "lead_side", "number", "due_on", "rest_until", "extensions"], unique=False
        )
        batch_op.create_index("ix_resolution_leads", ["lead_name", "number", "due_on", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index("ix_resolution_leads")
        batch_op.drop_index("ix_resolution_tabs")
