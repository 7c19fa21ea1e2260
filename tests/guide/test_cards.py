"""Quick cards: one page each, made on demand, those of one's own role first."""

import io
from datetime import date

import pypdfium2
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.guide import projections
from liaison.guide.facts import CARDS
from liaison.papers.renderers import render
from liaison.store import jobs, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.previews import Preview
from tests.makers.accounts import make_user
from tests.page import Browser

ADDRESS = "https://liaison.example.org"


def test_every_card_is_one_page_with_its_steps_and_the_address() -> None:
    for card in CARDS.values():
        data = render("card", "pdf", card.facts(ADDRESS, date(2026, 11, 29)), watermark="样张")
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        assert len(document) == 1, card.title
        words = "".join(document[0].get_textpage().get_text_bounded().split())
        for expected in (card.title, ADDRESS, *(heading for heading, _lines in card.steps)):
            assert "".join(expected.split()) in words, f"{card.title}: {expected}"


def test_a_lawyer_gets_the_own_card_first_and_as_pdf(app: Flask, browser: Browser) -> None:
    with unit.transaction():
        lawyer = make_user("reader", side=Side.BAR, roles=(Role.LAWYER,))
        assert next(name for name, _card in projections.cards_for(lawyer)) == "lawyer"
    browser.sign_in("reader")
    made = browser.submit("/guide", action="/guide/cards/lawyer")
    for job_id in jobs.sweep():
        jobs.run(job_id)
    assert db.session.query(Job).one().status == jobs.JobStatus.DONE
    assert "律师速查卡" in browser.get(made.location).text
    preview = db.session.query(Preview).one().id
    assert browser.send("GET", f"/archive/previews/{preview}/pdf").data.startswith(b"%PDF")


def test_who_may_have_cards(app: Flask, browser: Browser) -> None:
    assert browser.post("/guide/cards/lawyer").status_code == 302, "a visitor is led to sign in"
    with unit.transaction():
        make_user("reader", side=Side.BENCH, roles=(Role.JUDGE,))
    browser.sign_in("reader")
    assert browser.post("/guide/cards/nothing").status_code == 404
    assert browser.post("/guide/cards/lawyer").status_code == 303, "they hold nothing that is secret"
