"""the fate of opinions: merged, extended, rated, reopened; earlier replies, joint units' comments, corrections.

Revision: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Beijing's day of the moment of screening, which SQLite keeps as UTC text and PostgreSQL with its zone.
SCREENED = {
    "sqlite": "date(max(event.at), '+8 hours')",
    "postgresql": "(max(event.at) at time zone 'Asia/Shanghai')::date",
}


def upgrade() -> None:
    op.create_table(
        "opinion_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_reply_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_reply")),
    )
    with op.batch_alter_table("opinion_reply") as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_reply_opinion_id"), ["opinion_id"], unique=False)
    op.create_table(
        "joint_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_joint_comment_opinion_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_joint_comment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_comment")),
        sa.UniqueConstraint("opinion_id", "unit_id", name=op.f("uq_joint_comment_opinion_id_unit_id")),
    )
    with op.batch_alter_table("opinion_event") as batch_op:
        batch_op.add_column(sa.Column("before", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("opinion") as batch_op:
        for column in _columns():
            batch_op.add_column(column)
        batch_op.create_foreign_key(batch_op.f("fk_opinion_merged_into_id"), "opinion", ["merged_into_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_opinion_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_screened_on"), ["screened_on"], unique=False)
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.alter_column("channel", server_default=None)
    dialect = op.get_bind().dialect.name
    op.execute(
        sa.text(
            f"update opinion set screened_on = (select {SCREENED[dialect]} from opinion_event event "  # noqa: S608 - our own words
            "where event.opinion_id = opinion.id and event.verb = 'screen')"
        )
    )
    op.execute(sa.text("update opinion set channel = 'letter' where proposer_user_id is null"))
    op.execute(
        sa.text(
            "insert into opinion_reply (opinion_id, text, outcome, replied_on) "
            "select id, reply, outcome, replied_on from opinion where outcome is not null and replied_on is not null"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("update opinion set status = 'withdrawn' where status = 'merged'"))
    with op.batch_alter_table("opinion") as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_screened_on"))
        batch_op.drop_index(batch_op.f("ix_opinion_merged_into_id"))
        batch_op.drop_constraint(batch_op.f("fk_opinion_merged_into_id"), type_="foreignkey")
        for column in _columns():
            batch_op.drop_column(column.name)
    with op.batch_alter_table("opinion_event") as batch_op:
        batch_op.drop_column("before")
    op.drop_table("joint_comment")
    op.drop_table("opinion_reply")


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("channel", sa.String(length=32), nullable=False, server_default="page"),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("extended_on", sa.Date(), nullable=True),
        sa.Column("extended_from", sa.Date(), nullable=True),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.String(length=32), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
    )
