"""Old minutes: the file as it was found, its conference, corrections, and its resolutions, which join the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences import queries
from liaison.conferences.models import (
    KIND_LABELS,
    ArchiveCorrection,
    ArchivedMinutes,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    JointUnit,
    Resolution,
    ResolutionStatus,
)
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.rules import planning as planning_rules
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import carrying
from liaison.conferences.services.moving import begin, differing, finish
from liaison.conferences.services.resolutions import Lead, number
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import KINDS, FileKind
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.papers.evidence.examining import examine
from liaison.store import audit, files, numbering
from liaison.store.base import db, expect_version

TAKEN: Final = {FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.DOCX, FileKind.DOC}
KIND, ORDINAL, HELD_ON, CONVENING = N_("会议类别"), N_("第几次"), N_("会议日期"), N_("召集方")
PLACE, NUMBER, NOTE = N_("会议地点"), N_("原纪要文号"), N_("备注")
# A conference has an hour; of an old one nobody knows it, and no page shows it.
UNKNOWN: Final = time(0, 0)


@dataclass(frozen=True, slots=True)
class OldFile:
    """The file as it came, and what it is."""

    data: bytes
    name: str
    kind: FileKind


def look_into(data: bytes, name: str) -> OldFile:
    """Find out what a file is before anything is written. Raises RuleBroken on `file`."""
    try:
        found = examine(data, name)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="file", **broken.params) from broken
    if found.kind not in TAKEN:
        raise RuleBroken(N_("请上传 PDF、图片或者 Word 文件。"), field="file")
    return OldFile(data, name, found.kind)


def archive(
    kind: ConferenceKind, ordinal: int, held_on: date, convening_side: Side, file: OldFile | None, *, by: Actor,
    place: str = "", number: str = "", note: str = "",
) -> Conference:  # fmt: skip
    """Enter the minutes of a conference that was held before this installation. The ordinals go on after it.

    `file` None: its minutes have not been found, and may follow.

    Raises Forbidden, or RuleBroken on `held_on` or `ordinal`.
    """
    refuse(conference_rules.why_not("archive", by, None))
    minutes_rules.check_old_day(held_on, clock.today())
    _check_ordinal(kind, ordinal)
    kept = files.keep(file.data, file.name, KINDS[file.kind].media_type) if file is not None else None
    conference = Conference(
        kind=kind, ordinal=ordinal, title=planning_rules.title_of(kind, ordinal), convening_side=convening_side,
        held_on=held_on, starts_at=UNKNOWN, place=place, chair="", is_from_archive=True,
        archived=ArchivedMinutes(
            number=number, note=note, added_at=clock.now(), added_by=by.name,
            file=kept,
        ),
    )  # fmt: skip
    conference.status = ConferenceStatus.ISSUED
    db.session.add(conference)
    numbering.reach(queries.series_of(kind), ordinal)
    db.session.flush()
    finish("archive", conference, by, number=ordinal, sha256=kept.sha256 if kept is not None else "")
    db.session.flush()
    return conference


def correct(
    conference: Conference, kind: ConferenceKind, ordinal: int, held_on: date, convening_side: Side, reason: str, *,
    by: Actor, seen: int | None = None, file: OldFile | None = None, place: str = "", number: str = "", note: str = "",
) -> Conference:  # fmt: skip
    """Put slips of the pen right, and the file if it was the wrong one; what stood there is kept with the reason.

    Raises Stale with both texts, Forbidden, or RuleBroken on `kind`, `ordinal`, `held_on`, `reason` or `file`.
    """
    begin("correct", conference, by)
    old = conference.archived
    assert old is not None, "the rules let nothing else through"
    pairs = {
        KIND: (KIND_LABELS[conference.kind], KIND_LABELS[kind]),
        ORDINAL: (str(conference.ordinal), str(ordinal)),
        HELD_ON: (conference.held_on.isoformat(), held_on.isoformat()),
        CONVENING: (SIDE_LABELS[conference.convening_side], SIDE_LABELS[convening_side]),
        PLACE: (conference.place, place),
        NUMBER: (old.number, number),
        NOTE: (old.note, note),
    }
    changed = differing(pairs)
    expect_version(conference, seen, **changed)
    rules.check_reason(reason)
    minutes_rules.check_old_day(held_on, clock.today())
    minutes_rules.check_correction(conference, kind, held_on)
    if (kind, ordinal) != (conference.kind, conference.ordinal):
        _check_ordinal(kind, ordinal)
    if not changed and file is None:
        raise RuleBroken(N_("内容没有变化，不需要更正。"), field="reason")
    before = {label: stood for label, (stood, _now) in changed.items()}
    correction = ArchiveCorrection(at=clock.now(), by=by.name, reason=reason, before=before)
    if file is not None:
        correction.file = old.file
        old.file = files.keep(file.data, file.name, KINDS[file.kind].media_type)
    old.corrections.insert(0, correction)
    old.number, old.note = number, note
    conference.kind, conference.ordinal, conference.title = kind, ordinal, planning_rules.title_of(kind, ordinal)
    conference.held_on, conference.convening_side, conference.place = held_on, convening_side, place
    flag_modified(conference, "title")
    numbering.reach(queries.series_of(kind), ordinal)
    finish("correct", conference, by, changed=len(changed), sha256=old.file.sha256 if file and old.file else "")
    db.session.flush()
    return conference


def _check_ordinal(kind: ConferenceKind, ordinal: int) -> None:
    if queries.has_ordinal(kind, ordinal):
        raise RuleBroken(N_("该类会议已有这个次序，请核对。"), field="ordinal")


def enter(
    conference: Conference, text: str, lead: Lead, joint_names: Sequence[str], person: str, due_on: date,
    status: ResolutionStatus = ResolutionStatus.UNDER_WAY, done_on: date | None = None, done_note: str = "", *,
    by: Actor, joint_ids: Collection[int] = (), person_id: int | None = None,
) -> Resolution:  # fmt: skip
    """Enter a resolution of old minutes with what became of it: numbered in the year of its conference.

    One that is open joins item 1 of the next conference of its kind. Raises Forbidden, or RuleBroken on `lead`,
    `due_on`, `joint` or `done_on`.
    """
    begin("enter", conference, by)
    if not lead.name:
        raise RuleBroken(N_("请选择主办单位。"), field="lead")
    if due_on < conference.held_on:
        raise RuleBroken(N_("完成期限不能早于会议日期。"), field="due_on")
    if lead.name in joint_names:
        raise RuleBroken(N_("会办单位中不再列主办单位。"), field="joint")
    is_settled = status in rules.SETTLED
    if is_settled and done_on is None:
        raise RuleBroken(N_("已办结的事项请填写办结日期。"), field="done_on")
    if is_settled and done_on is not None:
        rules.check_done_on(done_on, conference.held_on, clock.today())
    resolution = Resolution(
        position=len(conference.resolutions) + 1, text=text, lead_id=lead.id, lead_name=lead.name,
        lead_side=lead.side, joint_names=list(joint_names), person=person, person_id=person_id, due_on=due_on,
        status=status, joint_units=[JointUnit(unit_id=id) for id in sorted(joint_ids)], is_reported=is_settled,
        done_on=done_on if is_settled else None, done_note=done_note if is_settled else "",
        confirmed_by=by.name if is_settled else "",
    )  # fmt: skip
    number(resolution, conference.held_on.year)
    conference.resolutions.append(resolution)
    db.session.flush()
    audit.record("resolution.entered", resolution, by, number=resolution.full_number, status=status)
    carrying.open_with_ledger(conference.kind)
    return resolution
