"""ledgers: imports of old ledgers with their files and records, counts of old reception days, starts of numbers.

Revision: 0037
"""

import sqlalchemy as sa
from alembic import op

import liaison.store.base

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=40), nullable=False),
        sa.Column("uploaded_at", liaison.store.base.UTCDateTime(timezone=True), nullable=False),
        sa.Column("imported_at", liaison.store.base.UTCDateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("job_id", sa.String(length=32), nullable=True),
        sa.Column("undone_at", liaison.store.base.UTCDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_ledger_import_file_id_stored_file")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_ledger_import_job_id_job")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["user_account.id"], name=op.f("fk_ledger_import_uploaded_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_import")),
    )
    op.create_index(op.f("ix_ledger_import_side"), "ledger_import", ["side"])
    op.create_table(
        "ledger_file",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_ledger_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_file_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("import_id", "file_id", name=op.f("pk_ledger_file")),
    )
    op.create_table(
        "ledger_record",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_record_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_ledger_record")),
    )
    op.create_index("ix_ledger_record_import", "ledger_record", ["import_id", "kind", "row"])
    op.create_table(
        "old_reception_day",
        sa.Column("day_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=False),
        sa.Column("matters", sa.Integer(), nullable=False),
        sa.Column("advised", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["reception_day.id"], name=op.f("fk_old_reception_day_day_id_reception_day")
        ),
        sa.PrimaryKeyConstraint("day_id", name=op.f("pk_old_reception_day")),
    )
    with op.batch_alter_table("archived_minutes") as batch_op:
        batch_op.alter_column("file_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("number_series") as batch_op:
        batch_op.add_column(sa.Column("set_last", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("floor", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("number_series") as batch_op:
        batch_op.drop_column("floor")
        batch_op.drop_column("set_last")
    # Old conferences whose minutes were never found keep no file of minutes in the earlier form.
    op.execute("delete from archived_minutes where file_id is null")
    with op.batch_alter_table("archived_minutes") as batch_op:
        batch_op.alter_column("file_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("old_reception_day")
    op.drop_table("ledger_record")
    op.drop_table("ledger_file")
    op.drop_table("ledger_import")
