"""What a stolen disk tells: neither who complains nor about whom, in the database, its log, or the files."""

import json
from pathlib import Path

from sqlalchemy import inspect, text

from liaison.complaints.models import Identity, Status
from liaison.store import audit, unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.complaints import City, do, make_complaint

S = Status


def test_no_open_row_beside_a_complaint_names_a_party(stored_city: City, instance: Path) -> None:
    """The tables of complaints, the trail, the jobs and the outbox are read as they lie on the disk."""
    marker = "独一无二的事情经过甲乙丙"
    with unit.transaction():
        complaint = make_complaint(stored_city, S.UNDER_CHECK, identity=Identity.CONFIDENTIAL, facts=marker)
        do(stored_city, complaint, "give_account", "judge")
    lawyer, judge = stored_city["lawyer"], stored_city["judge"]
    with db.engine.connect() as connection:
        tables = [name for name in inspect(db.engine).get_table_names() if name.startswith("complaint")]
        rows = {name: [list(row) for row in connection.execute(text(f'select * from "{name}"'))] for name in tables}
        written = json.dumps(rows, ensure_ascii=False, default=str)
        for secret in (marker, lawyer.name, judge.name, "云江澄衡律师事务所", "云01民终"):
            assert secret not in written, secret
        trail = connection.execute(text("select actor_id from audit_entry where thing_kind = 'complaint'")).scalars()
        assert not {lawyer.id, judge.id} & set(trail)
        jobs = connection.execute(text("select requested_by from job where kind = 'complaints.render'")).scalars()
        assert set(jobs) == {None}
    for message in db.session.query(OutboxMessage):
        assert complaint.reference not in message.body + message.subject + message.key
        assert "complaint" not in message.body + message.key
    for path in instance.rglob("*"):
        if path.is_file() and not path.name.endswith((".key", "keys")):
            assert marker.encode() not in path.read_bytes(), path
    assert audit.verify() is None
