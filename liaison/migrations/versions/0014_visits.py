"""visits: the desk, checks for conflicts, talks, referrals, legal opinions, satisfaction.

Revision: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lawyer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["lawyer_id"], ["duty_lawyer.id"], name=op.f("fk_conflict_declaration_lawyer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_declaration")),
    )
    with op.batch_alter_table("conflict_declaration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_declaration_lawyer_id"), ["lawyer_id"], unique=False)

    op.create_table(
        "desk_draft",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["reception_day.id"], name=op.f("fk_desk_draft_day_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_desk_draft_user_id")),
        sa.PrimaryKeyConstraint("user_id", "day_id", name=op.f("pk_desk_draft")),
    )
    with op.batch_alter_table("desk_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("court_id", sa.Integer(), nullable=True),
        sa.Column("lawyer_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("is_same_matter", sa.Boolean(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("is_from_paper", sa.Boolean(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("booked_for", sa.Time(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("is_advised", sa.Boolean(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("follow_up_due_on", sa.Date(), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up_result", sa.String(32), nullable=True),
        sa.Column("registered_by_id", sa.Integer(), nullable=True),
        sa.Column("anonymised_on", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("other_parties", sa.Text(), nullable=True),
        sa.Column("other_firms", sa.Text(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("follow_up_note", sa.Text(), nullable=True),
        sa.Column("phone_hash", sa.String(length=64), nullable=False),
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("case_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["organisation.id"], name=op.f("fk_visit_court_id")),
        sa.ForeignKeyConstraint(["day_id"], ["reception_day.id"], name=op.f("fk_visit_day_id")),
        sa.ForeignKeyConstraint(["earlier_id"], ["visit.id"], name=op.f("fk_visit_earlier_id")),
        sa.ForeignKeyConstraint(["lawyer_id"], ["duty_lawyer.id"], name=op.f("fk_visit_lawyer_id")),
        sa.ForeignKeyConstraint(["registered_by_id"], ["user_account.id"], name=op.f("fk_visit_registered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_visit_code_hash")),
        sa.UniqueConstraint("day_id", "number", name=op.f("uq_visit_day_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_visit_reference")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_case_hash"), ["case_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_court_id"), ["court_id"], unique=False)
        batch_op.create_index("ix_visit_follow_up", ["follow_up_due_on", "followed_up_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_id_hash"), ["id_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_lawyer_id"), ["lawyer_id"], unique=False)
        batch_op.create_index("ix_visit_list", ["on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_phone_hash"), ["phone_hash"], unique=False)
        batch_op.create_index("ix_visit_status", ["status", "on", "id"], unique=False)

    op.create_table(
        "conflict_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("lawyer_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("result", sa.String(32), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["lawyer_id"], ["duty_lawyer.id"], name=op.f("fk_conflict_check_lawyer_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_conflict_check_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_check")),
    )
    with op.batch_alter_table("conflict_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_check_lawyer_id"), ["lawyer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_check_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "legal_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_legal_opinion_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_opinion")),
    )
    with op.batch_alter_table("legal_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_opinion_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_event_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_event")),
    )
    with op.batch_alter_table("visit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_event_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_key",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_key_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "side", "key", name=op.f("pk_visit_key")),
    )
    with op.batch_alter_table("visit_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_key_key"), ["key"], unique=False)

    op.create_table(
        "visit_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("body_kind", sa.String(32), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("receipt_due_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(32), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_referral_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_referral")),
    )
    with op.batch_alter_table("visit_referral", schema=None) as batch_op:
        batch_op.create_index("ix_visit_referral_due", ["status", "receipt_due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_referral_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_satisfaction",
        sa.Column("visit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_satisfaction_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_satisfaction")),
    )
    op.create_table(
        "visit_talk",
        sa.Column("visit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("issues", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_talk_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_talk")),
    )
    op.create_table(
        "visit_time_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_time_limit_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_time_limit")),
    )
    with op.batch_alter_table("visit_time_limit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_time_limit_visit_id"), ["visit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit_time_limit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_time_limit_visit_id"))

    op.drop_table("visit_time_limit")
    op.drop_table("visit_talk")
    op.drop_table("visit_satisfaction")
    with op.batch_alter_table("visit_referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_referral_visit_id"))
        batch_op.drop_index("ix_visit_referral_due")

    op.drop_table("visit_referral")
    with op.batch_alter_table("visit_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_key_key"))

    op.drop_table("visit_key")
    with op.batch_alter_table("visit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_event_visit_id"))

    op.drop_table("visit_event")
    with op.batch_alter_table("legal_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_opinion_visit_id"))

    op.drop_table("legal_opinion")
    with op.batch_alter_table("conflict_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_check_visit_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_check_lawyer_id"))

    op.drop_table("conflict_check")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_status")
        batch_op.drop_index(batch_op.f("ix_visit_phone_hash"))
        batch_op.drop_index("ix_visit_list")
        batch_op.drop_index(batch_op.f("ix_visit_lawyer_id"))
        batch_op.drop_index(batch_op.f("ix_visit_id_hash"))
        batch_op.drop_index("ix_visit_follow_up")
        batch_op.drop_index(batch_op.f("ix_visit_court_id"))
        batch_op.drop_index(batch_op.f("ix_visit_case_hash"))

    op.drop_table("visit")
    with op.batch_alter_table("desk_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_draft_saved_at"))

    op.drop_table("desk_draft")
    with op.batch_alter_table("conflict_declaration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_declaration_lawyer_id"))

    op.drop_table("conflict_declaration")
