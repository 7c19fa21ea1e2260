"""accounts: codes, second factors, stand-ins, and what sessions and accounts remember.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

USER = "user_account.id"


def upgrade() -> None:
    # Not in a batch, which would replace a table that others refer to.
    op.add_column("user_account", sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "user_account", sa.Column("standing_reason", sa.String(length=200), nullable=False, server_default="")
    )
    # Sessions of before know neither when the password was typed nor where: their people sign in anew.
    op.execute(sa.text("delete from sign_in_session"))
    with op.batch_alter_table("sign_in_session") as batch_op:
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False))
        batch_op.add_column(sa.Column("browser", sa.String(length=40), nullable=False))
        batch_op.add_column(sa.Column("duty", sa.String(length=32), nullable=False))
    with op.batch_alter_table("outbox_message") as batch_op:
        batch_op.add_column(sa.Column("secret", sa.Text(), nullable=True))

    op.create_table(
        "pending_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], [USER], name=op.f("fk_pending_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pending_sign_in_token_hash")),
    )
    op.create_table(
        "entry_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], [USER], name=op.f("fk_entry_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_entry_code_code_hash")),
    )
    op.create_table(
        "link_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], [USER], name=op.f("fk_link_request_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )
    op.create_table(
        "second_factor",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], [USER], name=op.f("fk_second_factor_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], [USER], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_table(
        "second_factor_role",
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_second_factor_role")),
    )
    op.create_table(
        "stand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=False),
        sa.Column("role_words", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["absent_id"], [USER], name=op.f("fk_stand_in_absent_id")),
        sa.ForeignKeyConstraint(["stand_in_id"], [USER], name=op.f("fk_stand_in_stand_in_id")),
        sa.ForeignKeyConstraint(["named_by_id"], [USER], name=op.f("fk_stand_in_named_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
    )
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


INDEXES = (
    ("pending_sign_in", "user_id"),
    ("pending_sign_in", "started_at"),
    ("entry_code", "user_id"),
    ("entry_code", "expires_at"),
    ("link_request", "user_id"),
    ("link_request", "requested_at"),
    ("recovery_code", "user_id"),
    ("stand_in", "absent_id"),
    ("stand_in", "stand_in_id"),
)


def downgrade() -> None:
    for table in (
        "stand_in",
        "second_factor_role",
        "recovery_code",
        "second_factor",
        "link_request",
        "entry_code",
        "pending_sign_in",
    ):
        op.drop_table(table)
    with op.batch_alter_table("outbox_message") as batch_op:
        batch_op.drop_column("secret")
    with op.batch_alter_table("sign_in_session") as batch_op:
        for column in ("duty", "browser", "checked_at"):
            batch_op.drop_column(column)
    for column in ("standing_reason", "disabled_at"):
        op.drop_column("user_account", column)
