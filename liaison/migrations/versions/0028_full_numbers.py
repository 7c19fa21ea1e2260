"""opinions and resolutions keep their number as it was written.

Revision: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# table -> what the series was called before the office could word it
SERIES = {"opinion": "意见", "resolution": "议定"}


def upgrade() -> None:
    for table, series in SERIES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("full_number", sa.String(length=60), server_default="", nullable=False))
        rows = sa.table(table, sa.column("year"), sa.column("number"), sa.column("full_number"))
        year, number = sa.cast(rows.c.year, sa.String), sa.cast(rows.c.number, sa.String)
        full = sa.literal(f"{series}〔").concat(year).concat("〕").concat(number).concat("号")
        op.execute(rows.update().where(rows.c.number.is_not(None)).values(full_number=full))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("full_number", server_default=None)


def downgrade() -> None:
    for table in SERIES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("full_number")
