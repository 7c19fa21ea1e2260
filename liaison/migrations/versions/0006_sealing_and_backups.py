"""sealing and backups: names, hashes and bytes of files and the facts of previews are sealed.

Revision: 0006
"""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from liaison.store import files
from liaison.store.sealed import Unreadable, seal, unseal

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STORED = sa.table(
    "stored_file", sa.column("id"), sa.column("name"), sa.column("sha256"), sa.column("content_key"), sa.column("place")
)
PREVIEW = sa.table("preview", sa.column("id"), sa.column("title"), sa.column("facts"))


def upgrade() -> None:
    op.create_table(
        "backup_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_run")),
    )
    with op.batch_alter_table("backup_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_run_at"), ["at"], unique=False)
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_thing", ["thing_kind", "thing_id"], unique=False)
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_sha256"))
        batch_op.alter_column("name", existing_type=sa.String(length=200), type_=sa.Text(), existing_nullable=False)
        batch_op.alter_column("sha256", existing_type=sa.String(length=64), type_=sa.Text(), existing_nullable=False)
        batch_op.add_column(sa.Column("content_key", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("preview", schema=None) as batch_op:
        batch_op.alter_column("title", existing_type=sa.String(length=200), type_=sa.Text(), existing_nullable=False)

    _change(STORED, ("name", "sha256"), _seal)
    _change(PREVIEW, ("title", "facts"), _seal)
    _change_files(_seal_file)

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.alter_column("content_key", existing_type=sa.String(length=64), server_default=None)
        batch_op.create_index(batch_op.f("ix_stored_file_content_key"), ["content_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_content_key"))

    _change_files(_open_file)
    _change(PREVIEW, ("title", "facts"), _open)
    _change(STORED, ("name", "sha256"), _open)

    with op.batch_alter_table("preview", schema=None) as batch_op:
        batch_op.alter_column("title", existing_type=sa.Text(), type_=sa.String(length=200), existing_nullable=False)
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_column("content_key")
        batch_op.alter_column("sha256", existing_type=sa.Text(), type_=sa.String(length=64), existing_nullable=False)
        batch_op.alter_column("name", existing_type=sa.Text(), type_=sa.String(length=200), existing_nullable=False)
        batch_op.create_index(batch_op.f("ix_stored_file_sha256"), ["sha256"], unique=False)
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_thing")
    op.drop_table("backup_run")


def _change(table: sa.TableClause, columns: tuple[str, ...], change: Callable[[str], str]) -> None:
    """Rewrite the columns of every row; a file is found by the keyed hash of its content from now on."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).mappings().all():
        values = {name: change(row[name]) for name in columns}
        if table is STORED and change is _seal:
            values["content_key"] = files.content_key(row["sha256"])
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(values))


def _change_files(change: Callable[[Path], None]) -> None:
    """Rewrite the bytes of every file that is there. What an upgrade cut short has done already is left as it is."""
    for place in op.get_bind().scalars(sa.select(STORED.c.place)).all():
        path = files.path_of(place)
        if path.exists():
            change(path)


def _seal(value: str) -> str:
    return seal(value.encode()).decode()


def _open(token: str) -> str:
    return unseal(token.encode()).decode()


def _seal_file(path: Path) -> None:
    if _plain(path) is None:
        files.write(path, files.sealed([path.read_bytes()]))


def _open_file(path: Path) -> None:
    plain = _plain(path)
    if plain is not None:
        files.write(path, [plain])


def _plain(path: Path) -> bytes | None:
    """What a sealed file holds; None for one that is not sealed."""
    with path.open("rb") as file:
        try:
            return b"".join(files.unsealed(file))
        except Unreadable:
            return None
