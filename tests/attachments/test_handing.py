"""Adding and withdrawing files through the pages: whole or not at all, once, with the reason beside the field."""

import io
from pathlib import Path

import pytest

from liaison.attachments import rules
from liaison.core.file_kinds import FileKind
from liaison.opinions.models import OpinionStatus
from liaison.store import files, unit
from liaison.store.attachments import Attachment, AttachmentStatus, Use, stored
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.files import StoredFile
from tests.attachments.conftest import opinion_of_proposer, user
from tests.makers import evidence
from tests.makers.attachments import attach, only
from tests.makers.conferences import make_conference, topics
from tests.page import Browser
from tests.papers.test_evidence_examining import PLAIN

S = OpinionStatus


def upload(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


@pytest.fixture
def add_url(browsers: dict[str, Browser]) -> str:
    """Where files are added to the proposer's opinion."""
    return f"/attachments/opinion/{opinion_of_proposer(S.LODGED).id}/add"


def test_several_files_are_added_at_once_and_kept_as_they_came(browsers: dict[str, Browser], add_url: str) -> None:
    chosen = [upload(evidence.pdf(), "阅卷记录.pdf"), upload(PLAIN, "上级/说明.txt")]
    page = browsers["proposer"].follow(browsers["proposer"].submit(add_url, files=chosen))
    assert "已添加 2 份材料。" in page.text
    assert "阅卷记录.pdf" in page.text
    assert "说明.txt" in page.text
    kept = db.session.query(Attachment).order_by(Attachment.id).all()
    assert [(one.kind, one.name, one.pages) for one in kept] == [
        (FileKind.PDF, "阅卷记录.pdf", 2),
        (FileKind.TXT, "说明.txt", 0),
    ]
    assert [files.read(stored(one, Use.ORIGINAL)[0]) for one in kept] == [evidence.pdf(), PLAIN]


def test_one_wrong_file_keeps_all_of_them_out_and_is_named(browsers: dict[str, Browser], add_url: str) -> None:
    chosen = [upload(evidence.pdf(), "好的.pdf"), upload(b"MZ", "程序.pdf"), upload(b"", "空的.txt")]
    answer = browsers["proposer"].submit(add_url, expect=422, files=chosen)
    assert "程序.pdf" in answer.text
    assert "文件内容与扩展名不一致" in answer.text
    assert "文件是空的" in answer.text
    assert db.session.query(Attachment).count() == db.session.query(StoredFile).count() == 0


def test_the_refusal_of_a_hostile_name_is_not_turned_round_by_it(browsers: dict[str, Browser], add_url: str) -> None:
    answer = browsers["proposer"].submit(add_url, expect=422, files=[upload(PLAIN, "说明\u202etxt.exe")])
    assert "\u202e" not in answer.text
    assert "控制字符" in answer.text


def test_nothing_chosen_and_too_many_are_refused(browsers: dict[str, Browser], add_url: str) -> None:
    assert "请选择文件" in browsers["proposer"].submit(add_url, expect=422, action=add_url).text
    many = [upload(PLAIN, f"{number}.txt") for number in range(rules.MOST_AT_ONCE + 1)]
    assert "一次最多选择10个文件" in browsers["proposer"].submit(add_url, expect=422, files=many).text


def test_the_same_form_sent_twice_adds_once(browsers: dict[str, Browser], add_url: str) -> None:
    for _ in range(2):
        chosen = [upload(PLAIN, "说明.txt")]
        answer = browsers["proposer"].post(add_url, files=chosen, once="one and the same")
        assert answer.status_code == 303
    assert db.session.query(Attachment).count() == 1


def test_the_same_content_is_refused_as_there_already(browsers: dict[str, Browser], add_url: str) -> None:
    browsers["proposer"].submit(add_url, files=[upload(PLAIN, "说明.txt")])
    answer = browsers["proposer"].submit(add_url, expect=422, files=[upload(PLAIN, "另名.txt")])
    assert "这份文件已经添加" in answer.text
    assert db.session.query(Attachment).count() == 1


def test_a_thing_takes_no_more_than_fifty(
    browsers: dict[str, Browser], add_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FILES", 2)
    chosen = [upload(PLAIN + bytes([65 + number]), f"{number}.txt") for number in range(3)]
    assert "最多附2份材料" in browsers["proposer"].submit(add_url, expect=422, files=chosen).text
    assert db.session.query(Attachment).count() == 0


def test_a_recording_comes_in_pieces_and_goes_out_whole(browsers: dict[str, Browser], add_url: str) -> None:
    recording = evidence.mp3(9 * 2**20)
    browsers["proposer"].submit(add_url, files=[upload(recording, "谈话.mp3")])
    attachment = only()
    assert [piece.size for piece in stored(attachment, Use.ORIGINAL)] == [4 * 2**20, 4 * 2**20, 2**20]
    answer = browsers["proposer"].send("GET", f"/attachments/{attachment.id}/original")
    assert answer.data == recording
    assert answer.content_length == len(recording)
    assert "不提供给其他人员" in browsers["proposer"].get(f"/attachments/{attachment.id}").text


def test_only_this_form_takes_more_than_twenty_megabytes(browsers: dict[str, Browser], add_url: str) -> None:
    large = evidence.mp3(23 * 2**20)
    assert browsers["proposer"].post("/opinions/lodge", files=upload(large, "a.mp3")).status_code == 413
    assert Browser(browsers["proposer"].app).post(add_url, files=upload(large, "a.mp3")).status_code == 413
    browsers["proposer"].submit(add_url, files=[upload(large, "谈话.mp3")])
    assert only().size == len(large)


def test_a_full_disk_is_told_and_leaves_nothing(
    browsers: dict[str, Browser], add_url: str, monkeypatch: pytest.MonkeyPatch, instance: Path
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = {path for path in (instance / "files").rglob("*") if path.is_file()}
    monkeypatch.setattr(files.os, "fsync", full)
    answer = browsers["proposer"].submit(add_url, expect=503, files=[upload(PLAIN, "说明.txt")])
    assert answer.headers["Retry-After"]
    assert db.session.query(Attachment).count() == 0
    assert {path for path in (instance / "files").rglob("*") if path.is_file()} == before


def test_each_action_leaves_one_audit_entry_without_the_name(browsers: dict[str, Browser], add_url: str) -> None:
    browsers["proposer"].submit(add_url, files=[upload(PLAIN, "告密者张三.txt")])
    file = only()
    browsers["proposer"].submit(f"/attachments/{file.id}", action=f"/attachments/{file.id}/withdraw", reason="张三传错")
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.like("attachment.%")).order_by(AuditEntry.id).all()
    assert [entry.action for entry in entries] == ["attachment.added", "attachment.withdrawn"]
    assert {entry.thing_id for entry in entries} == {file.id}
    assert "张三" not in str([entry.detail for entry in entries])


def test_withdrawing_needs_a_reason_and_happens_once(browsers: dict[str, Browser], add_url: str) -> None:
    browsers["proposer"].submit(add_url, files=[upload(PLAIN, "说明.txt")])
    url = f"/attachments/{only().id}"
    page = browsers["proposer"].submit(url, expect=422, action=f"{url}/withdraw", reason=" ")
    assert "此项为必填项" in page.text
    browsers["proposer"].submit(url, action=f"{url}/withdraw", reason="传错了。")
    assert (only().status, only().reason) == (AttachmentStatus.WITHDRAWN, "传错了。")
    assert "传错了。" in browsers["own_officer"].get(url).text
    assert browsers["proposer"].post(f"{url}/withdraw", reason="再来").status_code == 409


def test_an_item_with_papers_stays_on_the_agenda(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        conference = make_conference()
        item = topics(conference)[0]
        attach("agenda_item", item.id, user("own_organiser"))
        url = f"/conferences/{conference.id}/agenda/{item.id}"
    browsers["own_organiser"].post(f"{url}/remove", back=url)
    assert "附有材料" in browsers["own_organiser"].get(url).text
    page = browsers["own_organiser"].get(f"/conferences/{conference.id}")
    assert "材料 1 份" in page.text
