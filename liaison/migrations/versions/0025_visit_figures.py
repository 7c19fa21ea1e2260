"""reception: an index that holds all that the figures of visits read.

Revision: 0025
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COLUMNS = (
    "status", "on", "kind", "court_id", "outcome", "way", "is_repeat", "is_same_matter", "is_advised", "people",
    "received",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("visit") as batch_op:
        batch_op.create_index("ix_visit_figures", list(COLUMNS), unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit") as batch_op:
        batch_op.drop_index("ix_visit_figures")
