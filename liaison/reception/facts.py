"""The frozen facts of the papers of the desk: the form to fill by hand, and the note that a visitor takes home."""

from typing import Final

from flask import current_app

from liaison.core import clock
from liaison.papers.facts.lists import Band, Field, FieldRow, FormFacts
from liaison.papers.facts.visitor_notes import NotePart, VisitorNoteFacts
from liaison.reception.models.days import ReceptionDay
from liaison.reception.models.lawyers import SPECIALITY_LABELS
from liaison.reception.models.visits import (
    CONSENT_LABELS,
    NOTICE_LABELS,
    OUTCOME_LABELS,
    Consent,
    Notice,
    Talk,
    Visit,
)
from liaison.reception.projections.visits import shown_number
from liaison.reception.rules import visits as rules
from liaison.web.frame import features

SETTINGS: Final = "liaison.settings"
KINDS: Final = tuple(SPECIALITY_LABELS.values())
MOST_ADVICE: Final = 320
MOST_STEPS: Final = 160
MOST_LIMITS: Final = 4


def issuer() -> str:
    """The bar association, as the directory names it."""
    names = [name for name in features().offer("association_names")() if name]
    return str(names[0]) if names else "律师协会"


def paper_form(day: ReceptionDay) -> FormFacts:
    """The fields of the desk on paper; what is written on it is typed in later under the same date."""
    return FormFacts(
        title="律师接访登记表",
        issuer=issuer(),
        issued_on=clock.today(),
        lead=f"接访地点：{day.place.name}（请双面打印）",
        rows=(
            FieldRow((Field("接访日期", f"{day.on.year}年{day.on.month}月{day.on.day}日", 6), Field("序号", span=6))),
            FieldRow((Field("姓名", span=6), Field("电话", span=6))),
            FieldRow((Field("一行人数", span=6), Field("代表人数", span=6))),
            FieldRow((Field("首次或重复", choices=("首次", "重复"), span=6), Field("证件号码", span=6))),
            FieldRow((Field("住址"),)),
            FieldRow((Field("案件类型", choices=KINDS),)),
            Band("对方和案件"),
            FieldRow((Field("对方当事人"),)),
            FieldRow((Field("对方律师所", span=6), Field("法院", span=6))),
            FieldRow((Field("案号"),)),
            Band("来访人同意（自愿勾选）"),
            FieldRow((Field("同意", choices=tuple(CONSENT_LABELS[each] for each in Consent), lines=2),)),
            Band("由值班律师填写"),
            FieldRow(
                (Field("冲突检索", choices=("无冲突", "已核实", "有冲突已转交"), span=6), Field("值班律师", span=6))
            ),
            FieldRow((Field("反映的事实", lines=7),)),
            FieldRow((Field("咨询意见", lines=9),)),
            FieldRow((Field("办理结果", choices=tuple(OUTCOME_LABELS.values()), lines=3),)),
        ),
        notes=tuple(f"{number}．{NOTICE_LABELS[each]}。" for number, each in enumerate(Notice, 1)),
        signatures=("来访人", "值班律师"),
    )


def visitor_note(visit: Visit, talk: Talk | None, court: str) -> VisitorNoteFacts:
    """What a visitor takes home, on one page: who advised, what to do, which days count, and a code to rate."""
    today = clock.today()
    limits = tuple(
        f"{limit.ends_on.year}年{limit.ends_on.month}月{limit.ends_on.day}日　{limit.name}"
        + ("（请尽快办理）" if rules.is_near(limit, today) else "")
        for limit in sorted(visit.limits, key=lambda limit: limit.ends_on)
    )
    parts = (
        NotePart("律师的意见", _short(talk.advice if talk else "", MOST_ADVICE)),
        NotePart("下一步", _short(talk.next_steps if talk else "", MOST_STEPS)),
        NotePart("注意期限", limits[:MOST_LIMITS] + _others(len(limits) - MOST_LIMITS)),
        NotePart("办理结果", (OUTCOME_LABELS[visit.outcome],) if visit.outcome else ()),
    )
    return VisitorNoteFacts(
        title="律师接访回执",
        issuer=issuer(),
        issued_on=visit.on,
        number=visit.reference,
        greeting=f"{visit.name or shown_number(visit.number) + '号来访人'}：",
        lead=f"您于{visit.on.year}年{visit.on.month}月{visit.on.day}日在{court or visit.day.place.name}接受了律师接访"
        + (f"，接谈律师为{visit.lawyer.name}（{visit.lawyer.firm}）。" if visit.lawyer else "。"),
        parts=tuple(part for part in parts if part.lines),
        notices=tuple(NOTICE_LABELS[each] for each in Notice),
        address=f"{current_app.extensions[SETTINGS].public_url}/reception/rating" if visit.code else "",
        code=visit.code or "",
    )


def _others(number: int) -> tuple[str, ...]:
    return (f"另有{number}项期限，请当面记下。",) if number > 0 else ()


def _short(text: str, most: int) -> tuple[str, ...]:
    """So many lines of a text as one page holds; the whole is kept in the record."""
    lines: list[str] = []
    for line in (line.strip().replace("\t", " ") for line in text.splitlines() if line.strip()):
        left = most - sum(map(len, lines))
        if len(line) > left:
            return (*lines, f"{line[: max(0, left - 1)]}……")
        lines.append(line)
    return tuple(lines)
