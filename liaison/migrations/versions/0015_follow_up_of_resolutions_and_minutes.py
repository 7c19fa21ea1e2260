"""follow up of resolutions and minutes.

Revision: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "minutes_copy_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_copy_address")),
        sa.UniqueConstraint("name", name=op.f("uq_minutes_copy_address_name")),
    )
    op.create_table(
        "archived_minutes",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_archived_minutes_conference_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_archived_minutes_file_id")),
        sa.PrimaryKeyConstraint("conference_id", name=op.f("pk_archived_minutes")),
    )
    op.create_table(
        "minutes_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("taken_up_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_minutes_comment_conference_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_comment")),
    )
    with op.batch_alter_table("minutes_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_comment_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "minutes_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_minutes_issue_conference_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_minutes_issue_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_issue")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_minutes_issue_paper_id")),
    )
    with op.batch_alter_table("minutes_issue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_issue_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "minutes_reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("is_agreed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_minutes_reopening_conference_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_reopening")),
    )
    with op.batch_alter_table("minutes_reopening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_reopening_conference_id"), ["conference_id"], unique=False)

    op.create_table(
        "carried_resolution",
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rest_until", sa.Date(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conference_id"], ["conference.id"], name=op.f("fk_carried_resolution_conference_id")),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_carried_resolution_resolution_id")),
        sa.PrimaryKeyConstraint("conference_id", "resolution_id", name=op.f("pk_carried_resolution")),
    )
    with op.batch_alter_table("carried_resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carried_resolution_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "minutes_excerpt",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_minutes_excerpt_opinion_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_minutes_excerpt_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "opinion_id", name=op.f("pk_minutes_excerpt")),
    )
    with op.batch_alter_table("minutes_excerpt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_excerpt_opinion_id"), ["opinion_id"], unique=False)

    op.create_table(
        "resolution_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_event_resolution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_event")),
    )
    with op.batch_alter_table("resolution_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_event_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "resolution_joint_unit",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_joint_unit_resolution_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_resolution_joint_unit_unit_id")),
        sa.PrimaryKeyConstraint("resolution_id", "unit_id", name=op.f("pk_resolution_joint_unit")),
    )
    with op.batch_alter_table("resolution_joint_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_joint_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "resolution_milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_milestone_resolution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_milestone")),
    )
    with op.batch_alter_table("resolution_milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_milestone_resolution_id"), ["resolution_id"], unique=False)

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_from_archive", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_paper_replaced_by_id"), "paper", ["replaced_by_id"], ["id"])

    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lead_side", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("extensions", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("rest_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("is_reported", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_resolution_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_resolution_unreported", ["is_reported", "conference_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_resolution_person_id"), "person", ["person_id"], ["id"])

    _bring_along(op.get_bind())


def _bring_along(bind: sa.Connection) -> None:
    """Note the issues there are, the sides of lead units, and what each conference found in its first item."""
    bind.execute(
        sa.text(
            "insert into minutes_issue (conference_id, paper_id)"
            " select id, paper_id from conference where paper_id is not null order by id"
        )
    )
    for side, kinds in (
        ("bar", "('bar_association', 'law_firm')"),
        ("bench", "('judges_association', 'court', 'chamber')"),
    ):
        units = f"select id from organisation where kind in {kinds}"  # noqa: S608 - words of this file
        bind.execute(sa.text(f"update resolution set lead_side = :side where lead_id in ({units})"), {"side": side})  # noqa: S608
    for conference in bind.execute(CONVENED).all():
        rows = bind.execute(FOUND, {"kind": conference.kind, "on": conference.held_on}).all()
        for row in rows:
            is_settled = row.done_on is not None and str(row.done_on) <= str(conference.held_on)
            age = bind.execute(
                AGE, {"kind": conference.kind, "first": row.held_on, "last": conference.held_on}
            ).scalar_one()
            bind.execute(
                CARRY,
                {
                    "conference": conference.id,
                    "resolution": row.id,
                    "due": row.due_on,
                    "age": age,
                    "status": row.status if is_settled else "open",
                },
            )
            if is_settled:
                bind.execute(REPORT, {"id": row.id})


HELD = "('held', 'circulated', 'countersigned', 'issued')"
CONVENED = sa.text(f"select id, kind, held_on from conference where status in {HELD} order by held_on, id")  # noqa: S608
FOUND = sa.text(
    "select r.id, r.status, r.due_on, r.done_on, c.held_on"
    " from resolution r join conference c on c.id = r.conference_id"
    " where r.number is not null and not r.is_reported and c.kind = :kind and c.held_on < :on"
)
AGE = sa.text(
    f"select count(*) from conference where status in {HELD} and kind = :kind and held_on > :first and held_on <= :last"  # noqa: S608
)
CARRY = sa.text(
    "insert into carried_resolution (conference_id, resolution_id, status, due_on, age, progress)"
    " values (:conference, :resolution, :status, :due, :age, '')"
)
REPORT = sa.text("update resolution set is_reported = true where id = :id")


def downgrade() -> None:
    op.execute("update resolution set status = 'open' where status = 'under_way'")
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_resolution_person_id"), type_="foreignkey")
        batch_op.drop_index("ix_resolution_unreported")
        batch_op.drop_index(batch_op.f("ix_resolution_person_id"))
        batch_op.drop_column("is_reported")
        batch_op.drop_column("rest_until")
        batch_op.drop_column("extensions")
        batch_op.drop_column("person_id")
        batch_op.drop_column("lead_side")

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_paper_replaced_by_id"), type_="foreignkey")
        batch_op.drop_column("replaced_by_id")

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.drop_column("is_from_archive")

    with op.batch_alter_table("resolution_milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_milestone_resolution_id"))

    op.drop_table("resolution_milestone")
    with op.batch_alter_table("resolution_joint_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_joint_unit_unit_id"))

    op.drop_table("resolution_joint_unit")
    with op.batch_alter_table("resolution_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_event_resolution_id"))

    op.drop_table("resolution_event")
    with op.batch_alter_table("minutes_excerpt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_excerpt_opinion_id"))

    op.drop_table("minutes_excerpt")
    with op.batch_alter_table("carried_resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carried_resolution_resolution_id"))

    op.drop_table("carried_resolution")
    with op.batch_alter_table("minutes_reopening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_reopening_conference_id"))

    op.drop_table("minutes_reopening")
    with op.batch_alter_table("minutes_issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_issue_conference_id"))

    op.drop_table("minutes_issue")
    with op.batch_alter_table("minutes_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_comment_conference_id"))

    op.drop_table("minutes_comment")
    op.drop_table("archived_minutes")
    op.drop_table("minutes_copy_address")
