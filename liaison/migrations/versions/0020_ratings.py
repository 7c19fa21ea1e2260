"""ratings: court cases with their people, the ratings asked for, and their sums.

Revision: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "court_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["organisation.id"], name=op.f("fk_court_case_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_case")),
        sa.UniqueConstraint("court_id", "number", name=op.f("uq_court_case_court_id_number")),
    )
    with op.batch_alter_table("court_case", schema=None) as batch_op:
        batch_op.create_index("ix_court_case_status_closed", ["status", "closed_on", "id"], unique=False)

    op.create_table(
        "court_case_person",
        sa.Column("court_case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["court_case_id"], ["court_case.id"], name=op.f("fk_court_case_person_court_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_court_case_person_person_id")),
        sa.PrimaryKeyConstraint("court_case_id", "person_id", name=op.f("pk_court_case_person")),
    )
    with op.batch_alter_table("court_case_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_case_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("court_case_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("rated_id", sa.Integer(), nullable=False),
        sa.Column("rater_side", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_case_id"], ["court_case.id"], name=op.f("fk_rating_court_case_id")),
        sa.ForeignKeyConstraint(["rated_id"], ["person.id"], name=op.f("fk_rating_rated_id")),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_rating_rater_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint(
            "court_case_id", "rater_id", "rated_id", name=op.f("uq_rating_court_case_id_rater_id_rated_id")
        ),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index("ix_rating_due", ["status", "due_on"], unique=False)
        batch_op.create_index("ix_rating_rated", ["rated_id", "is_counted", "is_settled"], unique=False)
        batch_op.create_index("ix_rating_rater", ["rater_id", "status", "due_on"], unique=False)

    op.create_table(
        "rating_count",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=4), nullable=False),
        sa.Column("value", sa.String(length=2), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_count_person_id")),
        sa.PrimaryKeyConstraint("person_id", "item", "value", name=op.f("pk_rating_count")),
    )


def downgrade() -> None:
    op.drop_table("rating_count")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_rater")
        batch_op.drop_index("ix_rating_rated")
        batch_op.drop_index("ix_rating_due")

    op.drop_table("rating")
    with op.batch_alter_table("court_case_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_court_case_person_person_id"))

    op.drop_table("court_case_person")
    with op.batch_alter_table("court_case", schema=None) as batch_op:
        batch_op.drop_index("ix_court_case_status_closed")

    op.drop_table("court_case")
