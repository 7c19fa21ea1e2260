"""Reply slips: filled in by the person, by link or by the office; who still owes one is reminded once a day."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from liaison.conferences.models import Attendance, Conference, ConferenceStatus, Presence, Reply, ReplyWay
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.rules.replies import Answer
from liaison.conferences.services import attendance, booklet, handouts, notices, planning, replies
from liaison.conferences.services.attendance import Invitee
from liaison.conferences.services.known import Known
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.papers.facts.reports import DataTable
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.conferences import Person, make_conference
from tests.makers.minutes import ASSOCIATIONS

S = ConferenceStatus
BY = Person()
GUEST = Invitee("白露", "云江大学", "教授", email="bai.lu@example.org", phone="0000-0000009")
pytestmark = pytest.mark.usefixtures("transaction")


def announced() -> tuple[Conference, Attendance]:
    """An announced conference with a guest who has an address."""
    conference = make_conference()
    attendance.invite(conference, [GUEST], by=BY)
    planning.announce(conference, by=BY)
    return conference, conference.attendances[-1]


def mails(words: str = "") -> list[OutboxMessage]:
    return [row for row in db.session.query(OutboxMessage).order_by(OutboxMessage.id) if words in row.subject]


def answer(row: Attendance, reply: Reply, **words: str) -> Attendance:
    return replies.reply(row, Answer(reply, **words), by=None, way=ReplyWay.LINK)


def test_the_notice_brings_calendar_and_a_link_that_no_page_of_mails_shows() -> None:
    conference, row = announced()
    (mail,) = mails()
    assert mail.recipient == "bai.lu@example.org"
    assert row.slip_code is not None
    assert row.slip_code in str(mail.secret)
    assert row.slip_code not in mail.body
    (entry,) = Calendar.from_ical(mail.event).events
    assert (entry.start, int(entry["sequence"])) == (conference.begins_at, conference.version)


@pytest.mark.parametrize(
    ("reply", "words", "presence"),
    [
        (Reply.COMING, {}, Presence.INVITED),
        (Reply.EXCUSED, {"reason": "出差"}, Presence.EXCUSED),
        (Reply.REPLACED, {"name": "关山"}, Presence.EXCUSED),
    ],
)
def test_a_slip_says_who_comes(reply: Reply, words: dict[str, str], presence: Presence) -> None:
    _conference, row = announced()
    answer(row, reply, **words)
    assert (row.reply, row.presence, row.reply_way) == (reply, presence, ReplyWay.LINK)


@pytest.mark.parametrize(
    ("reply", "field"), [(Reply.EXCUSED, "reason"), (Reply.REPLACED, "name"), (Reply.AWAITED, "reply")]
)
def test_what_is_missing_is_named(reply: Reply, field: str) -> None:
    _conference, row = announced()
    with pytest.raises(RuleBroken) as refused:
        answer(row, reply)
    assert refused.value.field == field


def test_a_replacement_is_invited_with_a_code_of_its_own() -> None:
    conference, row = announced()
    answer(row, Reply.REPLACED, name="关山", office="副教授")
    other = conference.attendances[-1]
    assert (other.name, other.unit, other.reply, other.replaces) == ("关山", row.unit, Reply.COMING, row)
    assert other.door_code not in (None, row.door_code)
    with pytest.raises(RuleBroken, match="已委派他人参加"):
        answer(row, Reply.COMING)


def test_two_slips_at_once_the_second_is_told() -> None:
    _conference, row = announced()
    answer(row, Reply.COMING)
    with pytest.raises(Stale):
        replies.reply(row, Answer(Reply.EXCUSED, "出差"), by=BY, way=ReplyWay.OFFICE, seen=Reply.AWAITED)


def test_only_the_person_and_organisers_reply() -> None:
    _conference, row = announced()
    for stranger in (Person(roles=frozenset({Role.LAWYER})), Person(side=Side.BENCH, roles=frozenset({Role.OFFICER}))):
        with pytest.raises(Forbidden):
            replies.reply(row, Answer(Reply.COMING), by=stranger, way=ReplyWay.PAGE)
    row.person_id = None
    replies.reply(row, Answer(Reply.COMING), by=Person(side=Side.BENCH), way=ReplyWay.OFFICE)
    assert row.replied_by == "孙怡"


def test_who_owes_a_slip_is_reminded_once_a_day() -> None:
    conference, row = announced()
    replies.remind(conference, by=BY)
    replies.remind(conference, by=BY)
    assert len(mails("请填写回执")) == 1
    with clock.travel(clock.now() + timedelta(days=1)):
        replies.remind(conference, by=BY)
    assert len(mails("请填写回执")) == 2
    for one in conference.attendances:
        answer(one, Reply.COMING)
    with pytest.raises(RuleBroken, match="已全部回执"):
        replies.remind(conference, by=BY)
    assert row not in reply_rules.owing(conference)


def test_nobody_reachable_by_mail_is_said() -> None:
    conference = make_conference(S.ANNOUNCED)
    with pytest.raises(RuleBroken, match="电话"):
        replies.remind(conference, by=BY)


def test_postponing_strikes_the_date_out_and_the_new_notice_asks_again() -> None:
    conference, row = announced()
    answer(row, Reply.COMING)
    planning.postpone(conference, "场地维修。", by=BY)
    planning.amend(
        conference, conference.held_on + timedelta(days=7), conference.starts_at, conference.ends_at, "二楼", "周砚秋",
        "", by=BY,
    )  # fmt: skip
    planning.announce(conference, by=BY, associations=ASSOCIATIONS)
    files = [Calendar.from_ical(mail.event) for mail in mails()]
    assert [str(one["method"]) for one in files] == ["REQUEST", "CANCEL", "REQUEST"]
    sequences = [int(one.events[0]["sequence"]) for one in files]
    assert sequences == sorted(set(sequences))
    assert len({str(one.events[0]["uid"]) for one in files}) == 1


def test_another_day_while_announced_makes_replies_void() -> None:
    conference, row = announced()
    answer(row, Reply.EXCUSED, reason="出差")
    planning.amend(
        conference, conference.held_on + timedelta(days=7), conference.starts_at, None, conference.place,
        conference.chair, "", by=BY,
    )  # fmt: skip
    assert (row.reply, row.presence) == (Reply.AWAITED, Presence.INVITED)


def test_the_notice_on_letter_paper_has_a_number_and_names_item_and_people() -> None:
    conference = make_conference()
    planning.announce(conference, by=BY, associations=ASSOCIATIONS)
    assert conference.notice is not None
    year = clock.today().year
    assert conference.notice.number == f"会议通知〔{year}〕1号"
    for words in ("电子阅卷预约答复时限", "市律师协会：周砚秋", "参会回执"):
        assert words in conference.notice.facts


def test_handouts_name_who_comes_and_the_telephone_list_who_owes() -> None:
    conference, row = announced()
    answer(conference.attendances[0], Reply.EXCUSED, reason="出差")
    known = Known("云江市律师协会", {}, (), {})
    names = [plate.name for plate in handouts.name_plates(conference, known).plates]
    assert names == ["沈维钧", "白露"]
    rows = handouts.telephone_list(conference, known).rows
    assert [cell.cells[1:4] for cell in rows] == [
        ("沈维钧", "市法官协会", ""),
        ("白露", "云江大学", "0000-0000009"),
    ]
    for name, (_label, _kind, compose) in handouts.HANDOUTS.items():
        assert compose(conference, known), name
    assert re.search(r"/conferences/door/[\w-]+$", notices.door_address(conference))
    assert row.door_code in handouts.code_slips(conference, known).slips[-1].code


def test_slips_close_when_the_session_begins() -> None:
    conference, row = announced()
    with clock.travel(conference.begins_at):
        planning.open(conference, by=BY)
    with pytest.raises(RuleBroken, match="会议中"):
        answer(row, Reply.COMING)
    assert isinstance(conference.begins_at, datetime)


@dataclass
class Laid:
    """A paper of an item, as the attachments tell of it."""

    name: str
    pages: int = 1
    size: int = 1000
    copy_id: int | None = None


def test_the_booklet_binds_what_has_pages_in_the_order_of_the_agenda_and_says_where_the_rest_is() -> None:
    conference, _row = announced()
    first, last = conference.items[0], conference.items[-1]
    laid = {
        last.id: [Laid("方案.pdf", 3, copy_id=7), Laid("表格.xlsx"), Laid("大册.pdf", 299, copy_id=8)],
        first.id: [Laid("台账.jpg", copy_id=9)],
    }
    known = Known("云江市律师协会", {}, (), laid)
    assert booklet.annexes_of(conference, known) == [("附件1　台账.jpg", 9), ("附件2　方案.pdf", 7)]
    tables = [block for block in booklet.booklet(conference, known).blocks if isinstance(block, DataTable)]
    rows = [row for table in tables if table.caption == "会议材料" for row in table.rows]
    assert rows == [
        ("台账.jpg", "附件1"), ("方案.pdf", "附件2"), ("表格.xlsx", "另行印发"), ("大册.pdf", "另行印发"),
    ]  # fmt: skip
