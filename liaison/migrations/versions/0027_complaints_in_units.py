"""which rule a complaint is due by, how long a suspension lasts, which files the complainant approved.

Revision: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_key", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("months", sa.Integer(), nullable=True))
    with op.batch_alter_table("complaint_copy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_ids", sa.JSON(), server_default="[]", nullable=False))
    _find_rules()
    _rename("answer_objection", "deny_objection")


def downgrade() -> None:
    _rename("grant_objection", "answer_objection")
    _rename("deny_objection", "answer_objection")
    with op.batch_alter_table("complaint_copy", schema=None) as batch_op:
        batch_op.drop_column("file_ids")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_column("months")
        batch_op.drop_column("due_key")


def _find_rules() -> None:
    """The rule that ends first of those that an office is held to; what closes by itself is no deadline any more."""
    connection = op.get_bind()
    complaint = sa.table("complaint", sa.column("id"), sa.column("due_on"), sa.column("due_key"))
    running = sa.text(
        'select complaint_id, due_on, "key" from complaint_clock where ended_on is null and paused_on is null'
        " and side is not null and \"key\" <> 'complaint_close' order by due_on desc, id desc"
    )
    first = {row.complaint_id: row for row in connection.execute(running)}
    connection.execute(sa.update(complaint).values(due_on=None))
    days = sa.text("update complaint set due_on = :day, due_key = :rule where id = :id")
    for id, row in first.items():
        connection.execute(days, {"day": row.due_on, "rule": row.key, "id": id})


def _rename(old: str, new: str) -> None:
    op.get_bind().execute(sa.text("update complaint_event set verb = :new where verb = :old"), {"old": old, "new": new})
