"""questionnaires: when the single responses of one were purged, which its results outlive.

Revision: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questionnaire") as batch_op:
        batch_op.add_column(sa.Column("answers_purged_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("questionnaire") as batch_op:
        batch_op.drop_column("answers_purged_on")
