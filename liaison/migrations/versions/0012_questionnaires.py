"""questionnaires: versions of questions, who is asked, tickets, responses without names, counters, what was written.

Revision: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.String(32), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("has_targets", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("lineage_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name=op.f("fk_questionnaire_created_by_id")),
        sa.ForeignKeyConstraint(["lineage_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_lineage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", name=op.f("uq_questionnaire_code")),
    )
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_closed_on"), ["closed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_questionnaire_lineage_id"), ["lineage_id"], unique=False)
        batch_op.create_index("ix_questionnaire_status_closes", ["status", "closes_at"], unique=False)

    op.create_table(
        "questionnaire_count",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=25), nullable=False),
        sa.Column("value", sa.String(length=25), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_count_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint(
            "questionnaire_id", "person_id", "question", "value", name=op.f("pk_questionnaire_count")
        ),
    )
    op.create_table(
        "questionnaire_design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_design_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_design")),
        sa.UniqueConstraint("questionnaire_id", "number", name=op.f("uq_questionnaire_design_questionnaire_id_number")),
    )
    op.create_table(
        "questionnaire_guess",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_guess_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "on", name=op.f("pk_questionnaire_guess")),
    )
    op.create_table(
        "questionnaire_named",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_named_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_questionnaire_named_user_id")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_questionnaire_named")),
    )
    with op.batch_alter_table("questionnaire_named", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_named_questionnaire_id"), ["questionnaire_id"], unique=False)

    op.create_table(
        "questionnaire_participant",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_participant_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_questionnaire_participant_user_id")),
        sa.PrimaryKeyConstraint("questionnaire_id", "user_id", name=op.f("pk_questionnaire_participant")),
    )
    with op.batch_alter_table("questionnaire_participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_participant_user_id"), ["user_id"], unique=False)

    op.create_table(
        "questionnaire_target",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_questionnaire_target_person_id")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_target_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_questionnaire_target_user_id")),
        sa.PrimaryKeyConstraint("questionnaire_id", "user_id", "person_id", name=op.f("pk_questionnaire_target")),
    )
    with op.batch_alter_table("questionnaire_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_target_user_id"), ["user_id"], unique=False)

    op.create_table(
        "questionnaire_text",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("bar_struck", sa.Text(), nullable=True),
        sa.Column("bench_struck", sa.Text(), nullable=True),
        sa.Column("is_withheld_bar", sa.Boolean(), nullable=False),
        sa.Column("is_withheld_bench", sa.Boolean(), nullable=False),
        sa.Column("read_by_bar_id", sa.Integer(), nullable=True),
        sa.Column("read_by_bench_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_text_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "id", name=op.f("pk_questionnaire_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questionnaire_ticket",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_ticket_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "code_hash", name=op.f("pk_questionnaire_ticket")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questionnaire_response",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["design_id"], ["questionnaire_design.id"], name=op.f("fk_questionnaire_response_design_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_response_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "id", name=op.f("pk_questionnaire_response")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("questionnaire_response")
    op.drop_table("questionnaire_ticket")
    op.drop_table("questionnaire_text")
    with op.batch_alter_table("questionnaire_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_target_user_id"))

    op.drop_table("questionnaire_target")
    with op.batch_alter_table("questionnaire_participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_participant_user_id"))

    op.drop_table("questionnaire_participant")
    with op.batch_alter_table("questionnaire_named", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_named_questionnaire_id"))

    op.drop_table("questionnaire_named")
    op.drop_table("questionnaire_guess")
    op.drop_table("questionnaire_design")
    op.drop_table("questionnaire_count")
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_index("ix_questionnaire_status_closes")
        batch_op.drop_index(batch_op.f("ix_questionnaire_lineage_id"))
        batch_op.drop_index(batch_op.f("ix_questionnaire_closed_on"))

    op.drop_table("questionnaire")
