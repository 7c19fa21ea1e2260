"""The notice of a conference (会议通知) as an official letter of both associations, with agenda and reply slip."""

from typing import Final

from liaison.conferences.facts import Associations, one_line
from liaison.conferences.models import Conference
from liaison.conferences.rules.agenda import timetable
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date, weekday_zh
from liaison.core.sides import Actor
from liaison.core.wordings import number_form
from liaison.papers import fonts, glyphs
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.letters import Attachment, Heading, LetterFacts
from liaison.papers.facts.lists import Column, Field, FieldRow, FormFacts, RegisterFacts, Row
from liaison.papers.facts.minutes import NumberedParagraph, Paragraph
from liaison.papers.letters import compose
from liaison.store import numbering, papers, wordings
from liaison.store.base import db
from liaison.store.papers import PaperKind

SERIES: Final = "notice"
NUMBER: Final = number_form("conference.notice.number", N_("会议通知编号"), "会议通知〔{年份}〕{序号}号", 9)


def notify(conference: Conference, associations: Associations, *, by: Actor, seen: int | None = None) -> Conference:
    """Put the notice on letter paper anew, as after a change, with a number of its own.

    Raises Stale, Forbidden, or RuleBroken where an association is missing or a character has no font.
    """
    begin("notify", conference, by, seen)
    issue(conference, associations, by)
    finish("notify", conference, by, number=conference.notice_number)
    db.session.flush()
    return conference


def issue(conference: Conference, associations: Associations, by: Actor) -> None:
    """Number the notice, freeze its facts and ask the worker for PDF and Word, within another verb."""
    if not (associations.bar and associations.bench):
        raise RuleBroken(N_("名册中还没有律师协会和法官协会，无法印制会议通知。"))
    year = clock.today().year
    number = numbering.take(SERIES, year)
    facts = notice_facts(conference, associations, wordings.numbered(NUMBER, year, number))
    require_glyphs(facts)
    conference.notice_year, conference.notice_number = year, number
    conference.notice = papers.freeze(PaperKind.NOTICE, facts.number, facts.title, canonical_json(facts), by)


def require_glyphs(facts: LetterFacts) -> None:
    """Raise RuleBroken where a character of a letter has no font."""
    try:
        glyphs.require(compose(facts).texts(), fonts.find())
    except (glyphs.MissingGlyph, fonts.FontMissing) as error:
        raise RuleBroken(error.message, **error.params) from error


def notice_facts(conference: Conference, associations: Associations, number: str) -> LetterFacts:
    """What the letter says: when and where, what about, who, and by when the slip is asked back."""
    issuers = associations.in_order(conference.convening_side)
    day = f"{chinese_date(conference.held_on)}（{weekday_zh(conference.held_on)}）"
    asked = f"请于{chinese_date(conference.reply_by)}前" if conference.reply_by else "请尽快"
    contact = f"联系人：{conference.contact}" if conference.contact else ""
    return LetterFacts(
        mark=issuers[0],
        number=number,
        issued_on=clock.today(),
        issuers=issuers,
        title=f"关于召开{conference.title}的通知",
        addressees=("各参会单位",),
        body=(
            Paragraph(f"经双方商定，召开{conference.title}。现将有关事项通知如下。"),
            Heading("一、时间和地点"),
            Paragraph(
                f"{day}{conference.starts_at:%H:%M}，{one_line(conference.place)}。会议由{conference.chair}主持。"
            ),
            Heading("二、会议议程"),
            *(NumberedParagraph(place, f"{item.title}。") for place, item in enumerate(conference.items, 1)),
            Heading("三、参会人员"),
            *(Paragraph(line) for line in _units(conference)),
            Heading("四、回执"),
            Paragraph(
                f"{asked}填写参会回执（见附件1）。可从邮件中的个人链接填写，也可填写纸质回执报会议工作人员。"
                "不能参加的，请说明事由，或者委派他人参加。"
            ),
        ),
        attachments=(
            Attachment("参会回执", form=slip_form(conference, issuers[0])),
            Attachment("会议议程", register=agenda_register(conference, issuers[0])),
        ),
        note=contact,
    )


def slip_form(conference: Conference, issuer: str) -> FormFacts:
    """The reply slip to fill in by hand."""
    asked = f"请于{chinese_date(conference.reply_by)}前报送" if conference.reply_by else "请尽快报送"
    return FormFacts(
        f"{conference.title}参会回执",
        issuer,
        clock.today(),
        (
            FieldRow((Field("单位"),)),
            FieldRow((Field("姓名", span=6), Field("职务", span=6))),
            FieldRow((Field("联系电话", span=6), Field("车牌号码", span=6))),
            FieldRow((Field("能否参会", choices=("参加", "请假", "委派他人参加")),)),
            FieldRow((Field("请假事由或受委派人", lines=2),)),
        ),
        notes=(f"{asked}{conference.contact or issuer}。",),
        signatures=("填写人（签名）",),
    )


def agenda_register(conference: Conference, issuer: str) -> RegisterFacts:
    """The agenda as a table with its planned times."""
    return RegisterFacts(
        f"{conference.title}议程",
        issuer,
        clock.today(),
        (Column("序号", 2, "center"), Column("时间", 4, "center"), Column("议题", 12), Column("发言人", 6)),
        tuple(
            Row((str(place), f"{slot.starts_at:%H:%M}", slot.item.title, slot.item.presenter))
            for place, slot in enumerate(timetable(conference.starts_at, conference.items), 1)
        ),
        subtitle=f"时间：{chinese_date(conference.held_on)}{conference.starts_at:%H:%M}　　地点：{conference.place}",
    )


def _units(conference: Conference) -> list[str]:
    """Those invited, a line for each unit, in the order of the list."""
    units = dict.fromkeys(row.unit for row in conference.attendances)
    named = {unit: [row.name for row in conference.attendances if row.unit == unit] for unit in units}
    return [f"{unit}：{'、'.join(names)}。" for unit, names in named.items()]
