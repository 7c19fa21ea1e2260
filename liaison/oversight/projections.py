"""What the pages of oversight show of an entry, a mail, a job and a check of the machine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.declaration import Tone, Waiting
from liaison.core.gathering import Trend
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.oversight import rules
from liaison.oversight.queries import machine, trail
from liaison.oversight.rules.labels import ACTION_LABELS, KIND_LABELS
from liaison.store.audit import AuditEntry
from liaison.store.jobs import Job
from liaison.store.outbox import OutboxMessage
from liaison.web.frame import features
from liaison.web.language import tr

SETTINGS = "liaison.settings"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the trail; `detail`: (name, value) pairs, differences as they were noted.

    `deed` and `kind` are the action and the kind of thing in words, "" where there are none.
    """

    id: int
    at: datetime
    person: str
    action: str
    deed: str
    kind: str
    thing: str
    detail: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail without its reader: of the address only the domain."""

    id: int
    queued_at: datetime
    occasion: str
    subject: str
    recipient: str
    state: str
    tone: Tone
    attempts: int
    error: str
    may_resend: bool


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with how far it is; `error` is in Chinese, as the job noted it."""

    id: str
    kind: str
    queued_at: datetime
    finished_at: datetime | None
    person: str
    state: str
    tone: Tone
    percent: int
    is_open: bool
    is_failed: bool
    error: str


def entry(row: AuditEntry, names: Mapping[int, str]) -> EntryRow:
    """An entry as the list shows it; somebody who is gone keeps a number."""
    return EntryRow(
        id=row.id,
        at=row.at,
        person=_("系统") if row.actor_id is None else names.get(row.actor_id, f"#{row.actor_id}"),
        action=row.action,
        deed=deed(row.action),
        kind=kind(row.thing_kind or ""),
        thing=" ".join(str(part) for part in (row.thing_kind, row.thing_id) if part is not None),
        detail=tuple((name, _written(value)) for name, value in row.detail.items()),
        hash=row.hash,
    )


def deed(action: str) -> str:
    """What was done, in words: as its feature calls the verb, or as the trail calls what is no verb of a table."""
    label = features().action_labels.get(action) or ACTION_LABELS.get(action, "")
    return tr(label) if label else ""


def kind(thing_kind: str) -> str:
    """What it was done to, in words."""
    return tr(KIND_LABELS[thing_kind]) if thing_kind in KIND_LABELS else ""


def actions_to_choose(actions: Sequence[str]) -> list[tuple[str, str]]:
    """Actions for the filter, each with its words."""
    return [(action, f"{deed(action)} {action}".strip()) for action in actions]


def kinds_to_choose(kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Kinds of things for the filter, each with its words."""
    return [(one, f"{kind(one)} {one}".strip()) for one in kinds]


def entry_cells(row: AuditEntry, names: Mapping[int, str]) -> tuple[Any, ...]:
    """An entry as a row of the spreadsheet, in the order of `views.trail.COLUMNS`."""
    shown = entry(row, names)
    detail = "; ".join(f"{name}: {value}" for name, value in shown.detail)
    return (
        shown.id, shown.at, shown.person, shown.action, shown.deed, row.thing_kind or "", row.thing_id, detail,
        shown.hash,
    )  # fmt: skip


def mail(row: OutboxMessage) -> MailRow:
    """A mail as the list shows it."""
    label, tone = rules.MAIL_STATES[row.status]
    return MailRow(
        id=row.id,
        queued_at=row.queued_at,
        occasion=row.key.partition(":")[0],
        subject=row.subject,
        recipient=rules.hidden(row.recipient),
        state=tr(label),
        tone=tone,
        attempts=row.attempts,
        error=row.error,
        may_resend=row.status == "failed",
    )


def mail_cells(row: OutboxMessage) -> tuple[Any, ...]:
    """A mail as a row of the spreadsheet."""
    shown = mail(row)
    return shown.queued_at, shown.occasion, shown.subject, shown.recipient, shown.state, shown.attempts, shown.error


def job(row: Job, names: Mapping[int, str]) -> JobRow:
    """A job as the list shows it."""
    label, tone = rules.JOB_STATES[row.status]
    return JobRow(
        id=row.id,
        kind=job_kind(row.kind),
        queued_at=row.queued_at,
        finished_at=row.finished_at,
        person=_("系统") if row.requested_by is None else names.get(row.requested_by, f"#{row.requested_by}"),
        state=tr(label),
        tone=tone,
        percent=100 if row.status == "done" else round(100 * row.done / row.total) if row.total else 0,
        is_open=row.status in {"queued", "running"},
        is_failed=row.status == "failed",
        error=row.error,
    )


def job_cells(row: Job, names: Mapping[int, str]) -> tuple[Any, ...]:
    """A job as a row of the spreadsheet."""
    shown = job(row, names)
    return (
        shown.kind, shown.queued_at, shown.finished_at, shown.person, shown.state, shown.percent, row.attempts,
        shown.error,
    )  # fmt: skip


def job_kind(kind: str) -> str:
    """What a job does, in words where we have them."""
    return tr(rules.JOB_KINDS[kind]) if kind in rules.JOB_KINDS else kind


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def waiting(user: Actor) -> list[Waiting]:
    """Standing warnings: a broken trail for auditors; on a live site for administrators keys beside data, no backup."""
    settings, found = current_app.extensions[SETTINGS], []
    if rules.is_auditor(user):
        check = trail.last_check()
        if check is not None and check.status == "failed":
            found.append(_warning(N_("审计记录核对不符"), "oversight.audit"))
    if rules.is_administrator(user) and not settings.demo:
        if settings.has_keys_beside_data:
            found.append(_warning(N_("密钥与数据放在一起，请移走"), "oversight.checks"))
        if machine.backup_standing(clock.now()).is_old:
            found.append(_warning(N_("没有近期的备份"), "oversight.backups"))
    return found


def _warning(title: str, endpoint: str) -> Waiting:
    return Waiting(N_("运行监督"), tr(title), url_for(endpoint), tone="bad")


def trends(user: Actor, first: date, _last: date) -> list[Trend]:
    """How often people signed in, and how often that was refused: for those who look after the site, without a name."""
    if not (rules.is_administrator(user) or rules.is_auditor(user)):
        return []
    found = trail.by_month(("session.started", "session.refused"), first)
    lines = [(N_("成功"), found["session.started"]), (N_("被拒绝"), found["session.refused"])]
    url = "/oversight/audit?action=session.refused" if rules.is_auditor(user) else ""
    return [Trend("sign_ins", N_("登录"), N_("次"), lines, url)]
