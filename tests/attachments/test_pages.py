"""What the pages of files cost, what they say in English, and what the script of uploads may hold."""

import re

import pytest
from sqlalchemy import event

from liaison.opinions.models import OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from tests.attachments.conftest import opinion_of_proposer, user
from tests.makers.attachments import attach
from tests.makers.conferences import make_conference, topics
from tests.page import Browser
from tests.web.test_assets import SCRIPT_FORBIDDEN, STATIC, TEMPLATES, weight

S = OpinionStatus
MOST_OF_A_DETAIL = 20
SCRIPT = (STATIC / "uploads.js").read_text(encoding="utf-8")


def statements(browser: Browser, url: str) -> int:
    """What one page asks the database, without the framing of its transaction."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(("BEGIN", "PRAGMA", "ROLLBACK", "COMMIT")):
            seen.append(statement)

    browser.get(url)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        browser.get(url)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def texts(kind: str, id: int, by: str, count: int) -> None:
    with unit.transaction():
        for number in range(count):
            attach(kind, id, user(by), f"{number}.txt", f"第{number}份，共{count}份。".encode())


def test_a_page_asks_no_more_for_many_files_than_for_one(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.LODGED)
    url = f"/opinions/{opinion.id}"
    texts("opinion", opinion.id, "proposer", 1)
    once = statements(browsers["proposer"], url)
    texts("opinion", opinion.id, "proposer", 8)
    assert statements(browsers["proposer"], url) == once <= MOST_OF_A_DETAIL


def test_an_agenda_counts_its_papers_at_once(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        conference = make_conference()
        item_id, url = topics(conference)[0].id, f"/conferences/{conference.id}"
    before = statements(browsers["own_organiser"], url)
    texts("agenda_item", item_id, "own_organiser", 3)
    assert "材料 3 份" in browsers["own_organiser"].get(url).text
    assert statements(browsers["own_organiser"], url) == before <= MOST_OF_A_DETAIL


def test_the_page_of_a_file_stays_in_its_bounds(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.LODGED)
    texts("opinion", opinion.id, "proposer", 1)
    assert statements(browsers["proposer"], "/attachments/1") <= MOST_OF_A_DETAIL


def test_pages_of_files_speak_english(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.LODGED)
    texts("opinion", opinion.id, "proposer", 1)
    assert "Download original" in browsers["proposer"].get("/attachments/1?lang=en").text
    assert "Choose files" in browsers["proposer"].get(f"/attachments/opinion/{opinion.id}/add?lang=en").text


@pytest.mark.parametrize("pattern", SCRIPT_FORBIDDEN)
def test_the_script_holds_nothing_forbidden(pattern: str) -> None:
    assert not re.search(pattern, re.sub(r"/\*.*?\*/", "", SCRIPT, flags=re.DOTALL)), SCRIPT_FORBIDDEN[pattern]


def test_every_word_of_the_script_stands_on_the_form() -> None:
    form = (TEMPLATES / "_macros/files.html").read_text(encoding="utf-8")
    given = set(re.findall(r"data-text-([a-z]+)=", form))
    asked = {word for call in re.findall(r"words\(form, (.*?), \{", SCRIPT) for word in re.findall(r"'([a-z]+)'", call)}
    assert asked == given


def test_the_script_is_light() -> None:
    assert weight("uploads.js") <= 3 * 1024
