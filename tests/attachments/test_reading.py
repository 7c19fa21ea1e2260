"""Looking and fetching: what each side gets, under which name, and what is noted of it."""

import io

import pikepdf
import pytest
from sqlalchemy import update

from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.attachments.conftest import opinion_of_proposer, user
from tests.makers import evidence
from tests.makers.attachments import attach, only, work
from tests.makers.conferences import make_conference, topics
from tests.makers.evidence import MARK, SECRET
from tests.page import Browser

S = OpinionStatus
NAME = f"{MARK}的阅卷记录.pdf"


def handed_in(name: str = NAME, data: bytes | None = None, **words: object) -> str:
    """The address of a file of the proposer's opinion, which the other side sees by now, prepared by the worker."""
    opinion = opinion_of_proposer(S.LODGED, **words)
    with unit.transaction():
        file = attach("opinion", opinion.id, user("proposer"), name, data)
        opinion.status = S.SCREENED
        url = f"/attachments/{file.id}"
    work()
    return url


def test_the_own_side_fetches_the_original_and_the_other_a_copy(browsers: dict[str, Browser]) -> None:
    url = handed_in()
    assert browsers["proposer"].send("GET", f"{url}/original").data == evidence.pdf()
    copy = browsers["other_member"].send("GET", f"{url}/copy")
    assert SECRET.encode() not in copy.data
    with pikepdf.open(io.BytesIO(copy.data)) as document:
        assert len(document.pages) == 2
        assert "/Info" not in document.trailer


@pytest.mark.parametrize("tail", ["original", "copy"])
def test_a_download_is_never_shown_by_the_browser(browsers: dict[str, Browser], tail: str) -> None:
    answer = browsers["proposer"].send("GET", f"{handed_in()}/{tail}")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_are_shown_as_pictures_that_we_made(browsers: dict[str, Browser]) -> None:
    url = handed_in()
    page = browsers["other_member"].get(url)
    pictures = page.select("//ol[@class='sheets']//img")
    assert len(pictures) == 2
    assert browsers["other_member"].send("GET", pictures[0].get("src")).data.startswith(b"\x89PNG")
    assert not page.select("//iframe | //object | //embed")


def test_a_text_is_shown_as_text(browsers: dict[str, Browser]) -> None:
    url = handed_in("说明.txt", "<script>alert(1)</script> 阅卷".encode("gb18030"))
    page = browsers["other_member"].get(url)
    assert "<script>alert(1)</script> 阅卷" in page.text
    assert not page.select("//main//script")


def test_what_has_no_copy_says_so_and_gives_the_others_nothing(browsers: dict[str, Browser]) -> None:
    url = handed_in("发票.ofd", evidence.ofd())
    assert "不提供给其他人员" in browsers["other_member"].get(url).text
    assert browsers["other_member"].send("GET", f"{url}/copy").status_code == 404
    assert browsers["other_member"].send("GET", f"{url}/original").status_code == 403


def test_a_name_that_is_withheld_stays_withheld(browsers: dict[str, Browser]) -> None:
    url = handed_in(is_name_withheld=True)
    opinion_url = f"/opinions/{only().thing_id}"
    for name in ("colleague", "other_officer", "other_member"):
        answers = [browsers[name].send("GET", address) for address in (url, opinion_url, f"{url}/progress")]
        for answer in (*answers, browsers[name].send("GET", f"{url}/copy")):
            said = answer.get_data() + str(answer.headers).encode()
            assert MARK.encode() not in said
            assert b"%E5%91%8A%E5%AF%86" not in said, "the name of the file, as an address writes it"
            assert b"proposer" not in said
            assert only().sha256.encode() not in said
        assert f"材料{only().id}.pdf" in answers[0].text
    assert NAME in browsers["own_officer"].get(url).text


def test_a_name_that_is_not_withheld_is_kept_for_both(browsers: dict[str, Browser]) -> None:
    url = handed_in()
    assert NAME in browsers["other_member"].get(url).text
    page = browsers["other_member"].get(url)
    assert "律师方" in page.select("//section[@id='facts']")[0].text_content()
    assert "proposer" not in page.text


def test_a_look_of_the_other_side_at_evidence_is_recorded(browsers: dict[str, Browser]) -> None:
    url = handed_in()
    browsers["own_officer"].get(url)
    browsers["own_officer"].send("GET", f"{url}/copy")
    browsers["other_member"].get(url)
    browsers["other_member"].send("GET", f"{url}/copy")
    entries = db.session.query(AuditEntry).filter_by(action="attachment.viewed").all()
    assert [(entry.actor_id, entry.thing_id, entry.detail) for entry in entries] == [
        (user("other_member").id, only().id, {"what": "page"}),
        (user("other_member").id, only().id, {"what": "copy"}),
    ]


def test_a_look_at_papers_of_a_conference_is_not(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        item = topics(make_conference())[0]
        file = attach("agenda_item", item.id, user("own_organiser"))
    browsers["other_organiser"].get(f"/attachments/{file.id}")
    assert db.session.query(AuditEntry).filter_by(action="attachment.viewed").count() == 0


def test_a_copy_that_is_being_made_is_waited_for_and_one_that_failed_is_told(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.LODGED)
    with unit.transaction():
        file = attach("opinion", opinion.id, user("proposer"))
    url = f"/attachments/{file.id}"
    assert "正在生成" in browsers["proposer"].get(url).text
    assert browsers["proposer"].send("GET", f"{url}/progress").status_code == 200
    with unit.transaction():
        job = only().job
        assert job is not None
        job.status = "failed"
    assert "未能生成" in browsers["proposer"].get(url).text
    assert browsers["proposer"].send("GET", f"{url}/progress").status_code == 286


def test_a_copy_that_failed_is_made_again_by_its_own_side(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.LODGED)
    with unit.transaction():
        file = attach("opinion", opinion.id, user("proposer"))
        assert file.job is not None
        file.job.status = "failed"
        opinion.status = S.SCREENED
        url = f"/attachments/{file.id}"
    assert not browsers["other_officer"].get(url).select("//form[contains(@action, 'remake')]")
    assert browsers["other_officer"].post(f"{url}/remake").status_code == 403
    browsers["own_officer"].submit(url, action=f"{url}/remake")
    assert "正在生成" in browsers["own_officer"].get(url).text
    assert browsers["own_officer"].post(f"{url}/remake").status_code == 409, "once is enough"
    work()
    assert "下载副本" in browsers["other_officer"].get(url).text
    entry = db.session.query(AuditEntry).filter_by(action="attachment.copy_requested").one()
    assert (entry.actor_id, entry.thing_id) == (user("own_officer").id, only().id)
    assert only().job is not None
    assert only().job.requested_by is None, "the row of the job names nobody"


def test_preparing_twice_changes_nothing(browsers: dict[str, Browser]) -> None:
    handed_in()
    before = [row.file_id for row in only().files]
    with unit.transaction():
        job = only().job
        assert job is not None
        job.status, job.heard_at = "queued", None
    work()
    assert [row.file_id for row in only().files] == before


def test_pages_of_things_show_their_files_to_both_sides_and_not_to_observers(browsers: dict[str, Browser]) -> None:
    handed_in()
    opinion_url = f"/opinions/{only().thing_id}"
    with unit.transaction():
        db.session.execute(update(Opinion).values(status=S.CLOSED))
    assert NAME in browsers["other_officer"].get(opinion_url).text
    assert NAME not in browsers["observer"].get(opinion_url).text
