"""Slips beyond what one renderer may take become one file of all of them."""

import io
import re
from datetime import date

import pikepdf
import pytest

from liaison.papers import bundles
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.lists import Slip, SlipsFacts


def test_slips_in_bundles_are_one_file_with_every_page_and_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "AT_ONCE", 20)
    slips = tuple(Slip(f"https://site/{number}", f"code{number:03}", f"人{number}") for number in range(45))
    facts = SlipsFacts(
        title="激活", issuer="平台", issued_on=date(2026, 3, 9), slips=slips, lines=("说明",), site="https://site/login"
    )
    heard: list[tuple[int, int]] = []
    made = bundles.render("slips", canonical_json(facts), ("pdf",), report=lambda *pages: heard.append(pages))
    with pikepdf.Pdf.open(io.BytesIO(made["pdf"])) as whole:
        assert len(whole.pages) == 5
        assert all(page.Contents.read_bytes() for page in whole.pages)
    assert all(done <= total == 6 for done, total in heard)
    assert heard == sorted(heard)
    assert re.match(rb"%PDF", made["pdf"])
