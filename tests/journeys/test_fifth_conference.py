"""The fifth conference from agenda to issued minutes: in Chinese on a desk, in English on a phone."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import Fifth, open_the_session
from tests.journeys.window import DESK, PHONE
from tests.live import Site

TITLE = "云江市律师协会、云江市法官协会第五次联席会议纪要"


@pytest.mark.parametrize(("device", "language"), [(DESK, "zh"), (PHONE, "en")], ids=["desk-zh", "phone-en"])
def test_fifth_conference_from_agenda_to_issued_minutes(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str], tmp_path: Path, device: dict, language: str
) -> None:
    bar, bench = (
        open_window(own_site, device=device).sign_in(username, password(username))
        for username in ("bar.officer1", "bench.officer1")
    )
    if language == "en":
        bar.speak_english()
        bench.speak_english()
    story = Fifth(bar, bench)
    story.screen_an_opinion()
    story.put_it_on_the_agenda()
    open_the_session(bar)
    story.note_who_is_there()
    story.record_the_items()
    story.note_the_resolutions()
    story.conclude()
    story.draft_the_minutes()
    story.circulate()
    story.countersign()
    story.issue()

    expected = (story.number_on_page(bar), TITLE, story.rehearsal.resolutions[0].text)
    for text in (
        text_of_pdf(story.download(bar, "PDF 文件", tmp_path)),
        text_of_word(story.download(bench, "Word 文件", tmp_path)),
    ):
        missing = [words for words in expected if words not in text]
        assert not missing, f"{missing} not in {text[:600]}"


def text_of_pdf(path: Path) -> str:
    """All text of the pages, without the breaks of lines."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def text_of_word(path: Path) -> str:
    """All paragraphs, headers and cells, without the breaks of lines."""
    body = docx.Document(str(path)).element
    return "".join("".join(paragraph.itertext()) for paragraph in body.iter(qn("w:p")))
