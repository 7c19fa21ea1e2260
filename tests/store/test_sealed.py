"""Sealed columns: nobody reads them off the disk, no query compares them, a wrong key is an error and not garbage."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy import text as sql

from liaison import config
from liaison.config import Settings, SettingsError
from liaison.core import clock
from liaison.core.sides import Side
from liaison.store import files, jobs, keys, previews, resealing, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.keys import KeyRefused, Ring
from liaison.store.sealed import Sealed, SealedBytes, Unreadable, keyed_hash, seal, unseal
from tests.conftest import empty
from tests.makers.accounts import make_user

CANARY = "金丝雀甲申"
THING = Table("sealed_thing", MetaData(), Column("id", Integer, primary_key=True), Column("note", Sealed),
              Column("data", SealedBytes))  # fmt: skip


@pytest.fixture
def thing(database: None) -> Iterator[None]:
    """A table with sealed columns for as long as a test."""
    THING.create(db.engine)
    yield
    db.session.rollback()
    THING.drop(db.engine)


@contextmanager
def other_keys(app: Flask, folder: Path) -> Iterator[Ring]:
    """As if somebody had put another keys folder in the place of ours."""
    usual = app.extensions[keys.RING]
    app.extensions[keys.RING] = keys.open_ring(folder / "keys", folder)
    try:
        yield app.extensions[keys.RING]
    finally:
        app.extensions[keys.RING] = usual


@pytest.fixture
def own_ring(app: Flask, tmp_path: Path) -> Iterator[Ring]:
    """Keys of this test's own, so that it may rotate them."""
    with other_keys(app, tmp_path) as ring:
        yield ring


@pytest.mark.parametrize("note", [CANARY, "", "a\n" * 9000, "😀", None])
def test_a_text_comes_back_as_it_went_in(thing: None, note: str | None) -> None:
    with unit.transaction():
        db.session.execute(insert(THING).values(note=note, data=None if note is None else note.encode()))
    found = db.session.execute(select(THING.c.note, THING.c.data)).one()
    assert found == (note, None if note is None else note.encode())


def test_the_database_holds_nothing_readable_and_equal_texts_look_different(thing: None) -> None:
    with unit.transaction():
        db.session.execute(insert(THING), [{"note": CANARY, "data": CANARY.encode()} for _ in range(2)])
    rows = db.session.execute(sql("select note, data from sealed_thing")).all()
    assert CANARY not in str(rows)
    assert rows[0].note != rows[1].note
    assert bytes(rows[0].data) != bytes(rows[1].data)
    assert CANARY.encode() not in bytes(rows[0].data)


def test_no_query_compares_or_sorts_a_sealed_column() -> None:
    """Every sealed column of the house, whatever the query: the comparison would silently find nothing."""
    sealed = [column for table in db.metadata.sorted_tables for column in table.c if _is_sealed(column)]
    assert len(sealed) >= 4
    for column in [*sealed, THING.c.note, THING.c.data]:
        for compare in (
            lambda one: one == "x", lambda one: "x" == one, lambda one: one != "x", lambda one: one.in_(["x"]),  # noqa: SIM300
            lambda one: one.like("%x%"), lambda one: one.ilike("x"), lambda one: one < "x", lambda one: one.desc(),
            lambda one: one + "x", lambda one: one.contains("x"), lambda one: one.asc(),
        ):  # fmt: skip
            with pytest.raises(TypeError, match="keyed hash"):
                compare(column)
        assert "IS NULL" in str(column.is_(None))


def test_no_sealed_column_is_a_key_or_has_an_index() -> None:
    for table in db.metadata.sorted_tables:
        keyed = {column for index in table.indexes for column in index.columns}
        keyed |= {column for rule in table.constraints for column in getattr(rule, "columns", ())}
        wrong = [str(column) for column in keyed if _is_sealed(column)]
        assert not wrong, f"{wrong}: equal values look different there; index a keyed hash instead"


def _is_sealed(column: Column[object]) -> bool:
    return isinstance(column.type, Sealed | SealedBytes)


def test_another_key_is_an_error_and_never_garbage(thing: None, app: Flask, tmp_path: Path) -> None:
    with unit.transaction():
        db.session.execute(insert(THING).values(note=CANARY))
    with other_keys(app, tmp_path), pytest.raises(Unreadable, match="密钥不符"):
        db.session.execute(select(THING.c.note)).one()


def test_a_file_under_another_key_is_an_error(database: None, app: Flask, tmp_path: Path) -> None:
    with unit.transaction():
        stored = files.keep(b"x", "a", "text/plain")
    path = files.path_of(stored.place)
    with other_keys(app, tmp_path), pytest.raises(Unreadable), path.open("rb") as file:
        b"".join(files.unsealed(file))


def test_a_changed_token_is_an_error(database: None) -> None:
    token = seal(b"x")
    with pytest.raises(Unreadable):
        unseal(token[:-3] + b"AA=")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("13800000000", "138-0000 0000", True),
        ("13800000000", "１３８００００００００", True),
        ("11010519491231002x", "11010519491231002X", True),
        ("13800000000", "13800000001", False),
        ("", "0", False),
    ],
)
def test_a_keyed_hash_finds_the_same_number_however_it_was_typed(
    database: None, one: str, other: str, expected: bool
) -> None:
    assert (keyed_hash(one, "phone") == keyed_hash(other, "phone")) is expected


def test_the_same_number_has_another_hash_for_another_purpose(database: None) -> None:
    assert keyed_hash("1", "phone") != keyed_hash("1", "id_number")


def test_a_keyed_hash_needs_the_key(database: None, app: Flask, tmp_path: Path) -> None:
    ours = keyed_hash("13800000000", "phone")
    with other_keys(app, tmp_path):
        assert keyed_hash("13800000000", "phone") != ours


def test_keys_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path)
    made = config.key_ring(settings).keys()
    assert config.key_ring(settings).keys() == made
    for name in (keys.DATA, keys.INDEX):
        path = tmp_path / "keys" / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o640)
        with pytest.raises(SettingsError, match="chmod 600"):
            config.key_ring(settings)
        path.chmod(0o600)


@pytest.mark.parametrize("name", [keys.DATA, keys.INDEX])
def test_a_lost_key_stops_the_start_instead_of_making_another(tmp_path: Path, name: str) -> None:
    settings = Settings(instance=tmp_path)
    config.key_ring(settings)
    (tmp_path / "keys" / name).unlink()
    with pytest.raises(SettingsError, match="missing"):
        config.key_ring(settings)
    assert not (tmp_path / "keys" / name).exists()


def test_the_keys_of_another_instance_stop_the_start(tmp_path: Path) -> None:
    config.key_ring(Settings(instance=tmp_path / "one"))
    config.key_ring(Settings(instance=tmp_path / "two"))
    with pytest.raises(SettingsError, match="not the keys of the data"):
        config.key_ring(Settings(instance=tmp_path / "one", keys=tmp_path / "two/keys"))


@pytest.mark.parametrize(
    ("name", "text"), [(keys.DATA, "nonsense"), (keys.DATA, ""), (keys.INDEX, "00"), (keys.INDEX, "x" * 64)]
)
def test_a_key_that_is_none_is_refused(tmp_path: Path, name: str, text: str) -> None:
    keys.open_ring(tmp_path / "keys", tmp_path)
    (tmp_path / "keys" / name).write_text(text)
    with pytest.raises(KeyRefused, match=name):
        keys.open_ring(tmp_path / "keys", tmp_path)


@pytest.mark.parametrize(("place", "expected"), [("keys", True), ("../elsewhere", False)])
def test_the_settings_know_whether_the_keys_lie_beside_the_data(tmp_path: Path, place: str, expected: bool) -> None:
    settings = Settings(instance=tmp_path / "data", keys=tmp_path / "data" / place)
    assert settings.has_keys_beside_data is expected


@pytest.mark.xdist_group("migrations")
def test_files_and_previews_of_the_version_before_are_sealed_and_lead_back(app: Flask, database: None) -> None:
    user = make_user(side=Side.BAR)
    with unit.transaction():
        place = files.keep(CANARY.encode(), f"{CANARY}.txt", "text/plain").place
        preview_id = previews.ask("letter", CANARY, b'{"a":1}', "", "/", user).id
    path = files.path_of(place)
    db.session.remove()
    try:
        downgrade(revision="0005")
        plain = _plain_rows()
        assert plain[0][:1] == (f"{CANARY}.txt",)
        assert plain[1] == (CANARY, '{"a":1}')
        assert path.read_bytes() == CANARY.encode()
    finally:
        upgrade()
    assert CANARY not in str(_plain_rows())
    assert CANARY.encode() not in path.read_bytes()
    stored = db.session.scalars(select(files.StoredFile)).one()
    assert (stored.name, files.read(stored)) == (f"{CANARY}.txt", CANARY.encode())
    assert stored.content_key == files.content_key(stored.sha256)
    preview = db.session.get_one(previews.Preview, preview_id)
    assert (preview.title, preview.facts) == (CANARY, '{"a":1}')
    db.session.rollback()
    empty()


def _plain_rows() -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        queries = ("select name, sha256 from stored_file", "select title, facts from preview")
        return [tuple(connection.execute(sql(query)).one()) for query in queries]


def test_a_rotation_seals_everything_again_and_forgets_the_old_key(database: None, own_ring: Ring) -> None:
    user = make_user(side=Side.BAR)
    with unit.transaction():
        stored = [files.keep(CANARY.encode() * turn, f"{turn}.txt", "text/plain") for turn in range(1, 4)]
        previews.ask("letter", CANARY, b"{}", "", "/", user)
    old = own_ring.keys().lines
    with unit.transaction():
        job_id = resealing.rotate(None).id
    assert resealing.needs_old_keys()
    assert own_ring.keys().lines[1:] == old
    with unit.transaction():
        late = files.keep(b"late", "late.txt", "text/plain")
    jobs.run(job_id)
    assert db.session.get_one(jobs.Job, job_id).status is jobs.JobStatus.DONE
    assert not resealing.needs_old_keys()
    db.session.rollback()
    with clock.travel(clock.now() + timedelta(hours=2)), unit.transaction():
        resealing.retire_old_keys()
    assert not set(own_ring.keys().lines) & set(old)
    db.session.rollback()
    for turn, one in enumerate(stored, 1):
        assert files.read(db.session.merge(one)) == CANARY.encode() * turn
        assert db.session.merge(one).name == f"{turn}.txt"
    assert files.read(db.session.merge(late)) == b"late"
    assert db.session.query(previews.Preview).one().title == CANARY
    actions = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-2:] == ["keys.rotated", "keys.retired"]


def test_the_old_key_stays_while_something_needs_it(database: None, own_ring: Ring) -> None:
    """The job that was killed half-way, or never ran, is asked for again."""
    with unit.transaction():
        files.keep(b"x", "a", "text/plain")
    own_ring.rotate()
    for hours in (0, 2):
        with clock.travel(clock.now() + timedelta(hours=hours)), unit.transaction():
            resealing.retire_old_keys()
        assert db.session.query(jobs.Job).count() == (1 if hours else 0)
        db.session.rollback()
    assert len(own_ring.keys().lines) == 2
    with clock.travel(clock.now() + timedelta(hours=3)), unit.transaction():
        resealing.retire_old_keys()
    assert db.session.query(jobs.Job).count() == 1, "the one under way is enough"


def test_a_job_killed_half_way_goes_on_where_it_stopped(
    database: None, own_ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit.transaction():
        stored = [files.keep(bytes([turn]), str(turn), "text/plain") for turn in range(3)]
    with unit.transaction():
        job = resealing.rotate(None)
    paths = [files.path_of(one.place) for one in stored]
    monkeypatch.setattr(resealing.jobs, "progress", _killed_after(2))
    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(job)
    db.session.rollback()
    done = [path.read_bytes() for path in paths if files.is_sealed_newest(path)]
    assert 0 < len(done) < 3
    monkeypatch.setattr(resealing.jobs, "progress", lambda *_: None)
    resealing.reseal(job)
    assert [path.read_bytes() for path in paths][: len(done)] == done, "what was done is left alone"
    assert not resealing.needs_old_keys()


def test_what_nobody_can_open_keeps_the_old_key_and_says_so(database: None, own_ring: Ring) -> None:
    with unit.transaction():
        path = files.path_of(files.keep(b"x", "a", "text/plain").place)
        db.session.flush()
        db.session.execute(sql("update stored_file set name = 'broken'"))
        job_id = resealing.rotate(None).id
    jobs.run(job_id)
    job = db.session.get_one(jobs.Job, job_id)
    assert "密钥不符" in job.error
    db.session.rollback()
    assert path.exists()
    assert len(own_ring.keys().lines) == 2


def _killed_after(count: int) -> Callable[..., None]:
    heard = iter(range(count))

    def progress(*_: object) -> None:
        if next(heard, None) is None:
            raise KeyboardInterrupt

    return progress
