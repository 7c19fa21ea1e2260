"""visits: lists count from indexes alone.

Revision: 0024
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

FILTERS = {"ix_visit_kind": "kind", "ix_visit_outcome": "outcome", "ix_visit_court": "court_id"}


def upgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_list")
        batch_op.drop_index(batch_op.f("ix_visit_court_id"))
        batch_op.create_index("ix_visit_list", ["on", "id", "status"], unique=False)
        for name, column in FILTERS.items():
            batch_op.create_index(name, [column, "status", "on", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        for name in FILTERS:
            batch_op.drop_index(name)
        batch_op.drop_index("ix_visit_list")
        batch_op.create_index(batch_op.f("ix_visit_court_id"), ["court_id"], unique=False)
        batch_op.create_index("ix_visit_list", ["on", "id"], unique=False)
