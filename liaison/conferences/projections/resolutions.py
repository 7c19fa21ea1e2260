"""What the pages show of a resolution: its timeline in words, the ledger as a paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from markupsafe import Markup, escape

from liaison.conferences.models import Resolution, ResolutionEvent
from liaison.conferences.rules.resolutions import RESOLUTION_MOVES
from liaison.core.declaration import Tone
from liaison.core.numbers import chinese_date
from liaison.papers.facts.lists import Column, RegisterFacts, Row
from liaison.web.language import date_text, tr

TONES: Final[dict[str, Tone]] = {
    "confirm": "good", "reach": "good", "extend": "warn", "rest": "warn", "remind": "warn", "escalate": "bad",
    "cancel": "warn", "reopen": "warn",
}  # fmt: skip
COLUMNS: Final = (
    Column("编号", 13, "center"),
    Column("议定内容", 34),
    Column("主办单位", 12),
    Column("责任人", 8),
    Column("完成期限", 12, "center"),
    Column("已历会议", 7, "center"),
    Column("状态", 8, "center"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline; the title is in the language of the page, the text as it was typed."""

    title: str
    at: datetime
    by: str
    tone: Tone
    text: str


def timeline(resolution: Resolution) -> list[Event]:
    """What happened to it, the newest first."""
    return [_event(row) for row in reversed(resolution.events)]


def _event(row: ResolutionEvent) -> Event:
    label = tr(RESOLUTION_MOVES[row.verb].label)
    told = DETAILS[row.verb](row.facts) if row.verb in DETAILS else ""
    title = Markup("{}{}{}").format(label, _("："), told) if told else label
    return Event(title, row.at, row.by, TONES.get(row.verb, "neutral"), row.note)


def _moved(facts: Mapping[str, Any]) -> str:
    before, after = facts.get("due_before"), facts.get("due")
    if not before or not after or before == after:
        return ""
    return _("完成期限由%(before)s改为%(after)s", before=_day(before), after=_day(after))


def _rested(facts: Mapping[str, Any]) -> str:
    until = _("%(day)s恢复办理", day=_day(facts["until"]))
    return _("，").join(part for part in (until, _moved(facts)) if part)


def _reassigned(facts: Mapping[str, Any]) -> Markup:
    return Markup("{} → {}").format(*(_typed(facts[f"lead{end}"], facts[f"person{end}"]) for end in ("_before", "")))


def _corrected(facts: Mapping[str, Any]) -> Markup:
    parts = []
    for name, label in (("text", _("议定内容")), ("joint", _("会办单位")), ("person", _("责任人"))):
        if name in facts:
            before, after = (_plain(facts[key]) for key in (f"{name}_before", name))
            parts.append(Markup("{} {} → {}").format(label, _typed(before), _typed(after)))
    if "due" in facts:
        parts.append(escape(_moved(facts)))
    return escape(_("；")).join(parts)


def _plain(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value or "")


def _typed(*words: str) -> Markup:
    text = " ".join(word for word in words if word)
    return Markup('<span lang="zh-CN">{}</span>').format(text or "——")


def _day(iso: str) -> str:
    return date_text(date.fromisoformat(iso))


DETAILS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "stage": lambda facts: _day(facts["due"]),
    "reach": lambda facts: _day(facts["on"]),
    "confirm": lambda facts: _day(facts["on"]),
    "extend": _moved,
    "rest": _rested,
    "reassign": _reassigned,
    "correct": _corrected,
    "remind": lambda facts: _("期限%(day)s", day=_day(facts["due"])),
    "escalate": lambda facts: _("期限%(day)s", day=_day(facts["due"])),
}


def ledger_paper(
    rows: Sequence[Resolution], ages: Mapping[int, int], states: Mapping[int, str], issuer: str, today: date
) -> RegisterFacts:
    """The ledger as it is filtered, on paper; what stands in it is Chinese, as every paper is."""
    return RegisterFacts(
        title="议定事项台账",
        issuer=issuer,
        issued_on=today,
        subtitle=f"截至{chinese_date(today)}，共{len(rows)}项",
        columns=COLUMNS,
        rows=tuple(
            Row(
                (
                    row.full_number,
                    _line(row.text),
                    row.lead_name,
                    row.person,
                    chinese_date(row.due_on) if row.due_on else "",
                    f"{ages[row.id]}次" if ages.get(row.id) else "",
                    states[row.id],
                )
            )
            for row in rows
        ),
        is_landscape=True,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
