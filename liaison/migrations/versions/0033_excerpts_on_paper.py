"""conferences: excerpts of minutes as papers of their own.

Revision: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("minutes_excerpt") as batch_op:
        batch_op.add_column(sa.Column("sheet_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_minutes_excerpt_sheet_id"), "paper", ["sheet_id"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_minutes_excerpt_sheet_id"), ["sheet_id"])


def downgrade() -> None:
    with op.batch_alter_table("minutes_excerpt") as batch_op:
        batch_op.drop_constraint(op.f("uq_minutes_excerpt_sheet_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_minutes_excerpt_sheet_id"), type_="foreignkey")
        batch_op.drop_column("sheet_id")
