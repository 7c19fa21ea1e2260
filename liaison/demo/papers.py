"""The demonstration's first minutes were printed, signed and scanned: the pages of the PDF as a scanner gives them."""

import io
from datetime import timedelta

from PIL import Image
from sqlalchemy import select

from liaison.archive import services
from liaison.core import clock
from liaison.papers import scans
from liaison.papers.pictures import page_pictures
from liaison.store import files, unit
from liaison.store.base import db
from liaison.store.papers import Paper
from liaison.store.users import User

KEEPER = "bar.organiser1"
SIGNED_AFTER = timedelta(days=3)
MOST_PAGES = 20


def deposit_scan() -> None:
    """Deposit the scan of the first minutes, three days after they were issued."""
    with unit.transaction():
        paper = db.session.scalars(select(Paper).order_by(Paper.issued_at, Paper.id).limit(1)).one()
        keeper = db.session.scalars(select(User).where(User.username == KEEPER)).one()
        assert paper.pdf is not None, "the papers are rendered before their prints are signed"
        with clock.travel(paper.issued_at + SIGNED_AFTER):
            scan = scans.examine(_scanned(files.read(paper.pdf)), "印发件.pdf")
            services.deposit(paper, scan, seen=0, is_keeper=True, by=keeper)


def _scanned(pdf: bytes) -> bytes:
    first, *others = [Image.open(io.BytesIO(page)).convert("L") for page in page_pictures(pdf, MOST_PAGES)]
    made, at = io.BytesIO(), clock.now().timetuple()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=100, creationDate=at, modDate=at)
    return made.getvalue()
