"""Five thousand accounts with their slips in one job: to the end, told on the way, in bounded memory, each readable."""

import io
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import psutil
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import func, select

from liaison.accounts.models import EntryCode
from liaison.accounts.services import passwords
from liaison.core import clock
from liaison.core.sides import Role
from liaison.papers.sheet import write_table
from liaison.store import jobs, previews, unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.accounts.test_importing import TITLES
from tests.makers.accounts import signed_in

MANY = 5000
MOST_SECONDS = 600
MOST_MEGABYTES = 700
EVERY = 25
"""Pages of which the pictures are read by a machine: the words of all are."""
SLIP = re.compile(r"(?:[2-9a-z]{4}-){3}[2-9a-z]{4}")


@pytest.mark.long
def test_five_thousand_accounts_and_their_slips_in_one_job(app: Flask, database: None) -> None:
    admin = signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})
    rows = [[f"lawyer.{n:04}", f"律师{n}", "律师方", "律师", "", ""] for n in range(MANY)]
    began = time.monotonic()
    page = admin.submit("/accounts/import", file=(io.BytesIO(write_table("账户", TITLES, rows)), "账户.xlsx")).location
    address = admin.post(f"{page}/confirm").location
    opened = time.monotonic() - began
    assert db.session.scalar(select(func.count(User.id))) == MANY + 1
    job_id = db.session.scalars(select(Preview.job_id)).one()
    db.session.rollback()

    heard: list[tuple[int, int]] = []
    with watched(heard, app, job_id) as largest:
        began = time.monotonic()
        jobs.run(job_id)
        made = time.monotonic() - began
    told = f"{MANY} accounts in {opened:.0f} s, slips in {made:.0f} s, largest renderer {max(largest):.0f} MB"
    sys.stdout.write(f"\n{told}\n")
    assert opened + made <= MOST_SECONDS, told
    assert max(largest) <= MOST_MEGABYTES, told
    assert len(set(heard)) >= 10, "told on the way"
    assert [done for done, _of in heard] == sorted(done for done, _of in heard)

    data = admin.send("GET", f"{address}/pdf").data
    codes = read(data)
    known = set(db.session.scalars(select(EntryCode.code_hash)))
    ids = dict(db.session.execute(select(User.username, User.id)).all())
    assert len(codes) == MANY
    assert {passwords.hash_code(ids[username], code) for username, code in codes.items()} == known
    with clock.travel(clock.now() + previews.KEPT * 1.1):
        with unit.transaction():
            previews.purge()
        assert db.session.scalar(select(func.count(Preview.id))) == 0
    assert admin.send("GET", f"{address}/pdf").status_code == 404


@contextmanager
def watched(heard: list[tuple[int, int]], app: Flask, job_id: str) -> Iterator[list[float]]:
    """Twice a second: what the row of the job says, and how large the renderer is (megabytes)."""
    over, largest = threading.Event(), [0.0]

    def watch() -> None:
        while not over.wait(0.5):
            with app.app_context():
                row = db.session.execute(select(jobs.Job.done, jobs.Job.total).where(jobs.Job.id == job_id)).one()
                db.session.remove()
            heard.append((row[0], row[1]))
            children = psutil.Process().children(recursive=True)
            largest.extend(child.memory_info().rss / 2**20 for child in children if child.is_running())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield largest
    finally:
        over.set()
        thread.join()


def read(data: bytes) -> dict[str, str]:
    """The code of each user name, by the words of all pages; the pictures of some say the same."""
    codes: dict[str, str] = {}
    with pypdfium2.PdfDocument(data) as paper:
        assert len(paper) == MANY // 10
        for number, page in enumerate(paper):
            words = page.get_textpage().get_text_range()
            here = dict(zip(re.findall(r"lawyer\.\d{4}", words), SLIP.findall(words), strict=True))
            codes |= here
            if number % EVERY == 0:
                seen = zxingcpp.read_barcodes(page.render(scale=2.5).to_pil().convert("L"))
                asked = [parse_qs(urlsplit(one.text).query) for one in seen]
                assert {one["username"][0]: one["code"][0] for one in asked} == here
    return codes
