"""merged later: an opinion may be restored before the one that it was merged into.

Revision: 0023
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = "fk_opinion_merged_into_id"


def upgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f(NAME), "opinion", ["merged_into_id"], ["id"], deferrable=True, initially="DEFERRED"
        )


def downgrade() -> None:
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="foreignkey")
        batch_op.create_foreign_key(batch_op.f(NAME), "opinion", ["merged_into_id"], ["id"])
