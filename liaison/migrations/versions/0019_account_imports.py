"""accounts: lists of accounts to open, held until they are confirmed.

Revision: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_account_import_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_import")),
    )
    with op.batch_alter_table("account_import") as batch_op:
        batch_op.create_index(op.f("ix_account_import_uploaded_by_id"), ["uploaded_by_id"])
        batch_op.create_index(op.f("ix_account_import_uploaded_at"), ["uploaded_at"])


def downgrade() -> None:
    op.drop_table("account_import")
