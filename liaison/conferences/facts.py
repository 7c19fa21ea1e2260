"""The frozen facts of minutes, made from the text of a revision and the numbered resolutions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from liaison.conferences.models import KIND_LABELS, Conference, MinutesRevision, Resolution
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.core.wordings import Wording, WordingGroup, filled, number_form
from liaison.papers.drafts import blocks_from_text
from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Distribution,
    MinutesFacts,
    ResolutionRow,
    Section,
)

TITLE: Final = N_("标题")
# Each section of a revision with its label; those in NUMBERED are headings of the paper, 一、 and so on.
SECTIONS: Final = {
    "opening": N_("会议概况"),
    "ledger": N_("以往议定事项落实情况"),
    "reports": N_("情况通报和议题研究情况"),
    "opinions": N_("意见建议及答复情况"),
    "resolutions": N_("本次会议议定事项"),
    "other": N_("其他事项"),
    "attendance": N_("出席、请假和列席人员"),
    "distribution": N_("抄送单位"),
}
NUMBERED: Final = ("ledger", "reports", "opinions", "resolutions", "other")
ORDINALS: Final = "一二三四五"
MARK: Final = Wording(
    "minutes.mark",
    N_("会议纪要版头"),
    "{地区}法官律师{会议种类}纪要",
    group=WordingGroup.CITY,
    blanks={"地区": "云江市", "会议种类": "联席会议"},
    needed=frozenset({"会议种类"}),
)
"""The head of minutes; 地区 is what the names of both associations begin with."""
CHAIRS: Final = {
    Side.BAR: Wording(
        "conference.chair.bar", N_("律师协会召集时的主持人"), "", group=WordingGroup.CITY, may_be_empty=True
    ),
    Side.BENCH: Wording(
        "conference.chair.bench", N_("法官协会召集时的主持人"), "", group=WordingGroup.CITY, may_be_empty=True
    ),
}
"""Who usually chairs, by the side that convenes; it stands in the form of a new conference."""
NUMBER: Final = number_form("minutes.number", N_("会议纪要编号"), "〔{年份}〕第{序号}号", 5)
ATTENDANCE_LABELS: Final = ("出席", "请假", "列席")
# A region ends in one of these; 云江市律师协会 and 云江市法官协会 share 云江市.
_REGION: Final = re.compile(r".+[省市县区州盟旗]")
_NEXT_PERSON: Final = re.compile("、(?![^（]*）)")
_PERSON: Final = re.compile("(?P<name>[^（]+)(?:（(?P<office>.+)）)?")
REPLACING: Final = "本纪要经双方同意重新修订印发，替代{number}会议纪要；{number}自本纪要印发之日起停止使用。"
_NEXT_COPY: Final = re.compile("[，,；;。\n]")


@dataclass(frozen=True, slots=True)
class Associations:
    """The two peers as papers name them."""

    bar: str
    bench: str

    def of(self, side: Side) -> str:
        """The association of a side."""
        return self.bar if side is Side.BAR else self.bench

    def in_order(self, convening: Side) -> tuple[str, str]:
        """Both, the one that convened first."""
        return self.of(convening), self.of(convening.other)


def minutes_facts(
    conference: Conference,
    revision: MinutesRevision,
    associations: Associations,
    number: str,
    issued_on: date,
    mark: str = MARK.first,
    replaces: str = "",
) -> MinutesFacts:
    """Freeze a revision as issued under this number (〔2026〕第5号), in the place of an earlier one where it has one.

    `mark` has the blanks of MARK.

    Raises RuleBroken for a text that has no form.
    """
    issuers = associations.in_order(conference.convening_side)
    return MinutesFacts(
        mark=filled(mark, {"地区": _region(associations), "会议种类": KIND_LABELS[conference.kind]}),
        number=number,
        issued_on=issued_on,
        issuers=issuers,
        title=revision.title,
        opening=(*(REPLACING.format(number=number) for number in filter(None, [replaces])), *_lines(revision)),
        sections=paper_sections(revision.sections, conference.resolutions),
        attendance=read_attendance(revision.sections["attendance"]),
        distribution=Distribution(read_distribution(revision.sections["distribution"]), issuers[0], issued_on),
    )


def _lines(revision: MinutesRevision) -> Iterator[str]:
    return (line for line in map(one_line, revision.sections["opening"].splitlines()) if line)


def paper_sections(texts: Mapping[str, str], resolutions: Sequence[Resolution]) -> tuple[Section, ...]:
    """The numbered sections in which something stands; the resolutions follow the text of theirs."""
    rows = tuple(map(_row, resolutions))
    blocks = {key: (*blocks_from_text(texts[key]), *(rows if key == "resolutions" else ())) for key in NUMBERED}
    filled = [key for key in NUMBERED if blocks[key]]
    return tuple(
        Section(f"{ordinal}、{SECTIONS[key]}", blocks[key]) for ordinal, key in zip(ORDINALS, filled, strict=False)
    )


def read_attendance(text: str) -> tuple[AttendanceGroup, ...]:
    """Read lines of `单位：姓名（职务）、姓名（职务）`, each group below a line that says 出席, 请假 or 列席.

    Raises RuleBroken on `attendance`, with the line.
    """
    groups: list[tuple[str, list[AttendingUnit]]] = []
    for place, typed in enumerate(text.splitlines(), 1):
        line = one_line(typed).translate({ord("("): "（", ord(")"): "）", ord(":"): "："})
        if line.rstrip("：") in ATTENDANCE_LABELS:
            groups.append((line.rstrip("："), []))
        elif line:
            unit = _unit(line)
            if unit is None or not groups:
                raise RuleBroken(
                    N_(
                        "第%(line)s行读不懂：先单独一行写“出席”“请假”或者“列席”，下面每行写“单位：姓名（职务）、姓名（职务）”。"
                    ),
                    field="attendance",
                    line=place,
                )
            groups[-1][1].append(unit)
    return tuple(AttendanceGroup(label, tuple(units)) for label, units in groups)


def read_distribution(text: str) -> tuple[str, ...]:
    """The bodies that get a copy, divided by commas, semicolons or lines."""
    named = (one_line(name).removeprefix("抄送：") for name in _NEXT_COPY.split(text))
    return tuple(name for name in named if name)


def one_line(text: str) -> str:
    """The text without line breaks and surplus blanks: a fact of a paper is one line."""
    return " ".join("".join(text.splitlines()).split())


def _region(associations: Associations) -> str:
    both = takewhile(lambda pair: pair[0] == pair[1], zip(associations.bar, associations.bench, strict=False))
    found = _REGION.match("".join(sign for sign, _ in both))
    return found[0] if found else ""


def _unit(line: str) -> AttendingUnit | None:
    unit, _, named = line.partition("：")
    people = [_PERSON.fullmatch(person.strip()) for person in _NEXT_PERSON.split(named.rstrip("；。、"))]
    if not unit or None in people:
        return None
    return AttendingUnit(unit, tuple(Attendee(one["name"], one["office"] or "") for one in people if one))


def _row(resolution: Resolution) -> ResolutionRow:
    return ResolutionRow(
        number=resolution.full_number,
        text=one_line(resolution.text),
        lead=resolution.lead_name,
        joint=tuple(resolution.joint_names),
        person=resolution.person,
        due=resolution.due_on,
    )
