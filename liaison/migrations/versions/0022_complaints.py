"""complaints; who added a file is a keyed hash instead of a number.

Revision: 0022
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from liaison.store.attachments import adder_key

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("mirror", sa.String(length=4), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_category")),
        sa.UniqueConstraint("code", name=op.f("uq_complaint_category_code")),
    )
    with op.batch_alter_table("complaint_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_category_direction"), ["direction"], unique=False)

    op.create_table(
        "complaint_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_key", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_draft")),
        sa.UniqueConstraint("user_key", name=op.f("uq_complaint_draft_user_key")),
    )
    with op.batch_alter_table("complaint_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_draft_saved_on"), ["saved_on"], unique=False)

    op.create_table(
        "complaint_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_key", sa.String(length=64), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_tie")),
        sa.UniqueConstraint("user_key", "person_key", name=op.f("uq_complaint_tie_user_key_person_key")),
    )
    with op.batch_alter_table("complaint_tie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_tie_user_key"), ["user_key"], unique=False)

    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("register_number", sa.Integer(), nullable=True),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("complainant_key", sa.String(length=64), nullable=False),
        sa.Column("respondent_key", sa.String(length=64), nullable=False),
        sa.Column("respondent_unit_key", sa.String(length=64), nullable=False),
        sa.Column("pair_key", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("lodged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transferred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.String(32), nullable=True),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("is_supplemented", sa.Boolean(), nullable=False),
        sa.Column("is_ex_officio", sa.Boolean(), nullable=False),
        sa.Column("is_held", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["organisation.id"], name=op.f("fk_complaint_body_id")),
        sa.ForeignKeyConstraint(["category_id"], ["complaint_category.id"], name=op.f("fk_complaint_category_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["complaint.id"], name=op.f("fk_complaint_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("reference", name=op.f("uq_complaint_reference")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_complainant_key"), ["complainant_key"], unique=False)
        batch_op.create_index("ix_complaint_direction", ["direction", "received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_pair_key"), ["pair_key"], unique=False)
        batch_op.create_index("ix_complaint_received", ["received_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_respondent_key"), ["respondent_key"], unique=False)
        batch_op.create_index("ix_complaint_status", ["status", "received_on", "id"], unique=False)

    op.create_table(
        "complaint_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(32), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("paused_days", sa.Integer(), nullable=False),
        sa.Column("extension_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=False),
        sa.Column("extension_asked_by_id", sa.Integer(), nullable=True),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("head_told_on", sa.Date(), nullable=True),
        sa.Column("agenda_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_clock_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_clock")),
    )
    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_clock_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index("ix_complaint_clock_open", ["ended_on", "due_on"], unique=False)

    op.create_table(
        "complaint_content",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_content_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_content")),
    )
    op.create_table(
        "complaint_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_copy_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_copy")),
    )
    with op.batch_alter_table("complaint_copy", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_copy_complaint", ["complaint_id", "revision"], unique=True)

    op.create_table(
        "complaint_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(32), nullable=True),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_event_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
    )
    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_event_complaint", ["complaint_id", "id"], unique=False)

    op.create_table(
        "complaint_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("is_from_complainant", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_message_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_message")),
    )
    with op.batch_alter_table("complaint_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_message_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_note_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_note")),
    )
    with op.batch_alter_table("complaint_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_note_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_id", sa.String(length=32), nullable=True),
        sa.Column("pdf_id", sa.Integer(), nullable=True),
        sa.Column("docx_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_paper_complaint_id")),
        sa.ForeignKeyConstraint(["docx_id"], ["stored_file.id"], name=op.f("fk_complaint_paper_docx_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_complaint_paper_job_id")),
        sa.ForeignKeyConstraint(["pdf_id"], ["stored_file.id"], name=op.f("fk_complaint_paper_pdf_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_paper_number")),
    )
    with op.batch_alter_table("complaint_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_paper_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_assignment_complaint_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_complaint_assignment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_assignment")),
    )
    with op.batch_alter_table("complaint_assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_assignment_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index("ix_complaint_assignment_user", ["user_id", "part", "complaint_id"], unique=False)

    op.create_table(
        "complaint_disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"], name=op.f("fk_complaint_disclosure_asked_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_disclosure_complaint_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_complaint_disclosure_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_disclosure")),
    )
    with op.batch_alter_table("complaint_disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_disclosure_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_recusal_complaint_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_complaint_recusal_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_recusal")),
        sa.UniqueConstraint("complaint_id", "user_id", name=op.f("uq_complaint_recusal_complaint_id_user_id")),
    )
    with op.batch_alter_table("complaint_recusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_recusal_user_id"), ["user_id"], unique=False)

    _hash_people()


def downgrade() -> None:
    _name_people()

    with op.batch_alter_table("complaint_recusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_recusal_user_id"))

    op.drop_table("complaint_recusal")
    with op.batch_alter_table("complaint_disclosure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_disclosure_complaint_id"))

    op.drop_table("complaint_disclosure")
    with op.batch_alter_table("complaint_assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_assignment_user")
        batch_op.drop_index(batch_op.f("ix_complaint_assignment_complaint_id"))

    op.drop_table("complaint_assignment")
    with op.batch_alter_table("complaint_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_paper_complaint_id"))

    op.drop_table("complaint_paper")
    with op.batch_alter_table("complaint_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_note_complaint_id"))

    op.drop_table("complaint_note")
    with op.batch_alter_table("complaint_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_message_complaint_id"))

    op.drop_table("complaint_message")
    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_event_complaint")

    op.drop_table("complaint_event")
    with op.batch_alter_table("complaint_copy", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_copy_complaint")

    op.drop_table("complaint_copy")
    op.drop_table("complaint_content")
    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_clock_open")
        batch_op.drop_index(batch_op.f("ix_complaint_clock_complaint_id"))

    op.drop_table("complaint_clock")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_status")
        batch_op.drop_index(batch_op.f("ix_complaint_respondent_key"))
        batch_op.drop_index("ix_complaint_received")
        batch_op.drop_index(batch_op.f("ix_complaint_pair_key"))
        batch_op.drop_index(batch_op.f("ix_complaint_due_on"))
        batch_op.drop_index("ix_complaint_direction")
        batch_op.drop_index(batch_op.f("ix_complaint_complainant_key"))
        batch_op.drop_index(batch_op.f("ix_complaint_closed_at"))
        batch_op.drop_index(batch_op.f("ix_complaint_category_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_body_id"))

    op.drop_table("complaint")
    with op.batch_alter_table("complaint_tie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_tie_user_key"))

    op.drop_table("complaint_tie")
    with op.batch_alter_table("complaint_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_draft_saved_on"))

    op.drop_table("complaint_draft")
    with op.batch_alter_table("complaint_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_category_direction"))

    op.drop_table("complaint_category")


# Table, old column, new column, and whether the column has an index.
PEOPLE = (("attachment", "added_by_id", "added_by_key", False), ("upload", "begun_by_id", "begun_by_key", True))


def _hash_people() -> None:
    """A row that stands beside a complaint names nobody: the number of the user becomes its keyed hash."""
    for name, old, new, is_indexed in PEOPLE:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column(new, sa.String(length=64), nullable=False, server_default=""))
        _rewrite(name, old, new, adder_key)
        with op.batch_alter_table(name, schema=None) as batch_op:
            if is_indexed:
                batch_op.drop_index(f"ix_{name}_{old}")
                batch_op.create_index(f"ix_{name}_{new}", [new], unique=False)
            batch_op.alter_column(new, existing_type=sa.String(length=64), server_default=None)
            batch_op.drop_column(old)


def _name_people() -> None:
    """The way back: the hash of every known user is made again; 0 for one who is gone."""
    users = op.get_bind().scalars(sa.text("select id from user_account")).all()
    known = {adder_key(id): id for id in users}
    for name, old, new, is_indexed in PEOPLE:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column(old, sa.Integer(), nullable=False, server_default="0"))
        _rewrite(name, new, old, lambda key: known.get(key, 0))
        with op.batch_alter_table(name, schema=None) as batch_op:
            if is_indexed:
                batch_op.drop_index(f"ix_{name}_{new}")
                batch_op.create_index(f"ix_{name}_{old}", [old], unique=False)
            batch_op.alter_column(old, existing_type=sa.Integer(), server_default=None)
            batch_op.drop_column(new)


def _rewrite(name: str, source: str, target: str, change: Callable[[Any], Any]) -> None:
    table = sa.table(name, sa.column("id"), sa.column(source), sa.column(target))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).mappings().all():
        step = sa.update(table).where(table.c.id == row["id"])
        connection.execute(step.values({target: change(row[source])}))
