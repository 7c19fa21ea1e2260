"""reception: one calendar feed for all features takes the place of a feed of the rota alone.

Revision: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("reception_feed")


def downgrade() -> None:
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
