"""Reply slips, codes for the door, times in the room, notices of conferences, reasons of late changes of an agenda.

Revision: 0018
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ATTENDANCE = (
    ("phone", sa.String(length=40), ""),
    ("email", sa.String(length=254), ""),
    ("reply", sa.String(length=32), "awaited"),
    ("reply_way", sa.String(length=32), None),
    ("replied_at", sa.DateTime(timezone=True), None),
    ("replied_by", sa.String(length=40), ""),
    ("replaces_id", sa.Integer(), None),
    ("told_at", sa.DateTime(timezone=True), None),
    ("slip_code", sa.Text(), None),
    ("slip_key", sa.String(length=64), None),
    ("door_code", sa.Text(), None),
    ("door_key", sa.String(length=64), None),
    ("arrived_at", sa.DateTime(timezone=True), None),
    ("arrival_way", sa.String(length=32), None),
    ("left_at", sa.DateTime(timezone=True), None),
    ("is_from_door", sa.Boolean(), sa.false()),
)
CONFERENCE = (
    ("contact", sa.String(length=80), ""),
    ("reply_by", sa.Date(), None),
    ("door_token", sa.String(length=40), None),
    ("notice_year", sa.Integer(), None),
    ("notice_number", sa.Integer(), None),
    ("notice_id", sa.Integer(), None),
)
ITEM = (("started_at", sa.DateTime(timezone=True), None), ("ended_at", sa.DateTime(timezone=True), None))


def upgrade() -> None:
    op.create_table(
        "agenda_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_agenda_change_conference_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_change")),
    )
    with op.batch_alter_table("agenda_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_change_conference_id"), ["conference_id"], unique=False)
    _add("attendance", ATTENDANCE)
    _add("conference", CONFERENCE)
    _add("agenda_item", ITEM)
    _add("outbox_message", (("event", sa.Text(), ""),))
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f("fk_attendance_replaces_id"), "attendance", ["replaces_id"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("uq_attendance_slip_key"), ["slip_key"])
        batch_op.create_index(batch_op.f("ix_attendance_door_key"), ["door_key"], unique=False)
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.alter_column("ordinal", existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key(batch_op.f("fk_conference_notice_id"), "paper", ["notice_id"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("uq_conference_door_token"), ["door_token"])
        batch_op.create_unique_constraint(
            batch_op.f("uq_conference_notice_year_notice_number"), ["notice_year", "notice_number"]
        )


def downgrade() -> None:
    # The version before had an ordinal on each; a cancelled one without any goes behind all others of its kind.
    op.execute("update conference set ordinal = 100000 + id where ordinal is null")
    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_conference_notice_year_notice_number"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_conference_door_token"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_conference_notice_id"), type_="foreignkey")
        batch_op.alter_column("ordinal", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_door_key"))
        batch_op.drop_constraint(batch_op.f("uq_attendance_slip_key"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_attendance_replaces_id"), type_="foreignkey")
    for table, columns in (("attendance", ATTENDANCE), ("conference", CONFERENCE), ("agenda_item", ITEM)):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _kind, _first in columns:
                batch_op.drop_column(name)
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("event")
    op.drop_table("agenda_change")


def _add(table: str, columns: tuple[tuple[str, sa.types.TypeEngine[Any], Any], ...]) -> None:
    """Columns that rows already there get with their first value, and later rows by the application alone."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name, kind, first in columns:
            batch_op.add_column(sa.Column(name, kind, nullable=first is None, server_default=first))
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name, kind, first in columns:
            if first is not None:
                batch_op.alter_column(name, existing_type=kind, server_default=None)
