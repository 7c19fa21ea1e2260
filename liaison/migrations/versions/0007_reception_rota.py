"""reception: duty lawyers, places, days, duties, swaps.

Revision: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.String(length=320).with_variant(sa.String(length=320, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reception_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("holiday_rule", sa.String(32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["organisation.id"], name=op.f("fk_reception_place_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_place")),
        sa.UniqueConstraint("name", name=op.f("uq_reception_place_name")),
    )
    with op.batch_alter_table("reception_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_place_court_id"), ["court_id"], unique=False)

    op.create_table(
        "duty_lawyer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sort_key", KEY, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("firm", sa.String(length=80), nullable=False),
        sa.Column("practising_since", sa.Date(), nullable=False),
        sa.Column("specialities", sa.JSON(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("disabled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["organisation.id"], name=op.f("fk_duty_lawyer_firm_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_lawyer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_lawyer")),
        sa.UniqueConstraint("person_id", name=op.f("uq_duty_lawyer_person_id")),
    )
    with op.batch_alter_table("duty_lawyer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_lawyer_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index("ix_duty_lawyer_register", ["status", "sort_key", "id"], unique=False)

    op.create_table(
        "reception_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("regular_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("holiday", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["reception_place.id"], name=op.f("fk_reception_day_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_day")),
        sa.UniqueConstraint("place_id", "on", name=op.f("uq_reception_day_place_id_on")),
    )
    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.create_index("ix_reception_day_on", ["on", "id"], unique=False)
        batch_op.create_index("ix_reception_day_status", ["status", "on"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("lawyer_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("is_override", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["reception_day.id"], name=op.f("fk_duty_day_id")),
        sa.ForeignKeyConstraint(["lawyer_id"], ["duty_lawyer.id"], name=op.f("fk_duty_lawyer_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["duty.id"], name=op.f("fk_duty_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("day_id", "lawyer_id", name=op.f("uq_duty_day_id_lawyer_id")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_day_id"), ["day_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_lawyer_id"), ["lawyer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_status"), ["status"], unique=False)

    op.create_table(
        "duty_lawyer_leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lawyer_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["lawyer_id"], ["duty_lawyer.id"], name=op.f("fk_duty_lawyer_leave_lawyer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_lawyer_leave")),
    )
    with op.batch_alter_table("duty_lawyer_leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_lawyer_leave_lawyer_id"), ["lawyer_id"], unique=False)

    op.create_table(
        "reception_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(32), nullable=True),
        sa.Column("lawyer", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["reception_day.id"], name=op.f("fk_reception_event_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_event")),
    )
    with op.batch_alter_table("reception_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_event_day_id"), ["day_id"], unique=False)

    op.create_table(
        "reception_feed",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_reception_feed_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_reception_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reception_feed_token_hash")),
    )
    op.create_table(
        "duty_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("for_duty_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_swap_duty_id")),
        sa.ForeignKeyConstraint(["for_duty_id"], ["duty.id"], name=op.f("fk_duty_swap_for_duty_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["duty_lawyer.id"], name=op.f("fk_duty_swap_taken_by_id")),
        sa.ForeignKeyConstraint(["to_id"], ["duty_lawyer.id"], name=op.f("fk_duty_swap_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    with op.batch_alter_table("duty_swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_swap_duty_id"), ["duty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_swap_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_swap_to_id"), ["to_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("duty_swap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_swap_to_id"))
        batch_op.drop_index(batch_op.f("ix_duty_swap_status"))
        batch_op.drop_index(batch_op.f("ix_duty_swap_duty_id"))

    op.drop_table("duty_swap")
    op.drop_table("reception_feed")
    with op.batch_alter_table("reception_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_event_day_id"))

    op.drop_table("reception_event")
    with op.batch_alter_table("duty_lawyer_leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_lawyer_leave_lawyer_id"))

    op.drop_table("duty_lawyer_leave")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_status"))
        batch_op.drop_index(batch_op.f("ix_duty_lawyer_id"))
        batch_op.drop_index(batch_op.f("ix_duty_day_id"))

    op.drop_table("duty")
    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.drop_index("ix_reception_day_status")
        batch_op.drop_index("ix_reception_day_on")

    op.drop_table("reception_day")
    with op.batch_alter_table("duty_lawyer", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_lawyer_register")
        batch_op.drop_index(batch_op.f("ix_duty_lawyer_firm_id"))

    op.drop_table("duty_lawyer")
    with op.batch_alter_table("reception_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_place_court_id"))

    op.drop_table("reception_place")
