"""A complaint as one person may see it: the table of who sees what, carried out in one place."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from liaison.complaints.models import (
    CHANNEL_LABELS,
    DIRECTION_LABELS,
    PAPER_LABELS,
    PART_LABELS,
    STATUS_LABELS,
    STATUS_TONES,
    Complaint,
    ComplaintEvent,
    Direction,
    Identity,
    Status,
    identity_label,
)
from liaison.complaints.projections import clocks
from liaison.complaints.projections.clocks import SeenClock
from liaison.complaints.projections.shapes import SeenComplaint, SeenEvent, SeenNote, SeenPaper, SeenPart, SeenRow
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import figures, people
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules import relations as r
from liaison.complaints.rules import routing
from liaison.complaints.rules.relations import RELATION_LABELS, Standing, readers, relations
from liaison.complaints.rules.steps import (
    COMPLAINANT,
    OTHER,
    OWN,
    PAPER_READERS,
    REPLIES,
    RESPONDENT,
    RESPONDENT_CLOCKS,
    step_of,
)
from liaison.complaints.rules.words import Person, Words
from liaison.complaints.services.telling import outcome_words
from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS
from liaison.store import clocks as limits
from liaison.web.language import tr

EVENT_TONES: dict[str, Tone] = {
    **dict.fromkeys(("ask_supplement", "object", "decline", "object_handler"), "warn"),
    **dict.fromkeys(("accept", "reply", "reply_along", "conclude", "feed_back", "close", "decide"), "good"),
}
PATHS: dict[Direction, tuple[tuple[str, frozenset[str]], ...]] = {
    Direction.LAWYER_TO_JUDGE: (
        (N_("提交"), frozenset({"lodge", "enter"})),
        (N_("受理"), frozenset({"accept", "decline", "guide"})),
        (N_("移送"), frozenset({"transfer"})),
        (N_("签收"), frozenset({"acknowledge"})),
        (N_("核查"), frozenset({"report", "refer"})),
        (N_("结论"), frozenset({"conclude"})),
        (N_("答复"), frozenset({"reply", "reply_along"})),
        (N_("办结"), frozenset({"close"})),
    ),
    Direction.JUDGE_TO_LAWYER: (
        (N_("提交"), frozenset({"lodge", "enter"})),
        (N_("审核移送"), frozenset({"vet", "decline", "guide"})),
        (N_("登记"), frozenset({"receive"})),
        (N_("立案"), frozenset({"docket", "dismiss"})),
        (N_("调查"), frozenset({"report"})),
        (N_("决定"), frozenset({"decide"})),
        (N_("送达"), frozenset({"serve"})),
        (N_("反馈"), frozenset({"feed_back", "reply_along"})),
        (N_("办结"), frozenset({"close"})),
    ),
}


def row_as_seen_by(who: Standing, complaint: Complaint) -> SeenRow:
    """A complaint in a list. The person complained of reads the day of the notice, not that of the lodging."""
    mine = relations(who, complaint)
    on = complaint.received_on
    if r.RESPONDENT in mine and complaint.notified_at is not None:
        on = clock.local(complaint.notified_at).date()
    # Until when somebody before the notice had to do something would tell when it was lodged.
    is_told = complaint.status not in rules.ENDED and (
        r.RESPONDENT not in mine or complaint.due_key in RESPONDENT_CLOCKS
    )
    due_on = complaint.due_on if is_told and complaint.due_key else None
    return SeenRow(
        id=complaint.id,
        reference=complaint.reference,
        direction=complaint.direction,
        direction_label=DIRECTION_LABELS[complaint.direction],
        status=complaint.status,
        status_label=STATUS_LABELS[complaint.status],
        tone=STATUS_TONES[complaint.status],
        category=complaint.category.name,
        identity_label=identity_label(complaint.direction, complaint.identity),
        body_id=complaint.body_id,
        received_on=on,
        due_on=due_on,
        due_left=clocks.left_words(due_on, limits.limit(complaint.due_key).unit) if due_on else "",
        due_tone=clocks.tone_of(due_on) if due_on else "neutral",
        role_label=_relation_label(mine),
    )


def as_seen_by(who: Standing, complaint: Complaint) -> SeenComplaint:
    """Everything of a complaint that this person may see; it must be one that `visible_to` lets through."""
    mine = relations(who, complaint)
    reads = readers(mine)
    content = queries.content_of(complaint)
    original, person = Words.from_json(content.words), Person.from_json(content.identity)
    copy = queries.copy_of(complaint)
    copied = Words.from_json(copy.words) if copy is not None else None
    is_original = bool(reads & {COMPLAINANT, OWN})
    has_copy = is_original and complaint.identity is not Identity.NAMED
    events = queries.events_of(complaint)
    known = queries.facts_of(complaint)
    is_hidden = complaint.identity is Identity.CONFIDENTIAL and person is not None
    is_disclosed = is_hidden and queries.is_disclosed_to(who, complaint)
    knows = r.knows_complainant(mine, complaint, is_disclosed=is_disclosed)
    # In confidence even who may know reads the name on a page of its own, which notes that it was read.
    shown = person is not None and knows and (not is_hidden or r.COMPLAINANT in mine)
    route = routing.find(complaint.direction, original.route)
    is_outcome_told = bool(reads - {COMPLAINANT, RESPONDENT}) or _is_told(reads, events)
    return SeenComplaint(
        row=row_as_seen_by(who, complaint),
        version=complaint.version,
        relation_label=_relation_label(mine),
        channel_label=CHANNEL_LABELS[complaint.channel],
        register_number=complaint.register_number if OWN in reads else None,
        words=original if is_original else copied if OTHER in reads else None,
        is_original=is_original,
        copy_status=queries.copy_status(complaint, copy) if has_copy else None,
        copy_words=copied if has_copy else None,
        respondent=original.respondent,
        complainant=_called(person) if shown and person is not None else "",
        has_hidden_identity=is_hidden and knows and r.COMPLAINANT not in mine,
        outcome=outcome_words(complaint) if is_outcome_told else "",
        satisfaction=complaint.satisfaction if is_original else None,
        events=_events(complaint, events, reads),
        stages=_stages(complaint, events, reads),
        clocks=_clocks(complaint, reads),
        papers=_papers(complaint, reads),
        notes=_notes(complaint, who) if mine & r.OFFICIAL else None,
        messages=_messages(complaint, mine) if is_original else None,
        parts=_parts(complaint) if mine & r.OTHER_SIDE or r.RESPONDENT in mine else [],
        moves=tuple(
            move for move in rules.MOVES[complaint.direction] if rules.why_not(move.verb, who, complaint, known) is None
        ),
        next_step=_next_step(complaint, known),
        advice=tr(route.advice) if route is not None and OWN in reads else "",
        law=route.law if route is not None and OWN in reads else "",
        repeated=figures.repeated(complaint.pair_key) if OWN in reads else 0,
        leading=_leading(who, complaint) if is_original else None,
        is_complainant=r.COMPLAINANT in mine,
        is_respondent=r.RESPONDENT in mine,
        is_own_side=OWN in reads,
        is_other_side=OTHER in reads,
    )


def identity_for(who: Standing, complaint: Complaint) -> Person | None:
    """Who complains, for the page that notes the reading; None for whoever may not know."""
    mine = relations(who, complaint)
    if not r.knows_complainant(mine, complaint, is_disclosed=queries.is_disclosed_to(who, complaint)):
        return None
    return Person.from_json(queries.content_of(complaint).identity)


def may_read_paper(who: Standing, complaint: Complaint, sort: object) -> bool:
    """Whether a paper of this sort is for somebody."""
    return bool(PAPER_READERS[sort] & readers(relations(who, complaint)))  # type: ignore[index]


def _relation_label(mine: frozenset[str]) -> str:
    order = (r.COMPLAINANT, r.RESPONDENT, r.INTAKE, r.HANDLER, r.INVESTIGATOR, r.PANEL)
    first = next((word for word in (*order, *sorted(mine)) if word in mine), "")
    return RELATION_LABELS[first] if first else ""


def _called(person: Person) -> str:
    return "，".join(word for word in (person.name, person.unit, person.contact) if word)


def _leading(who: Standing, complaint: Complaint) -> tuple[int, str] | None:
    """The complaint that goes on for this one, for who reads both as own side or complainant, and nobody else."""
    other = queries.leading(complaint)
    is_read = other is not None and bool(readers(relations(who, other)) & {COMPLAINANT, OWN})
    return (other.id, other.reference) if other is not None and is_read else None


def _is_told(reads: frozenset[str], events: Sequence[ComplaintEvent]) -> bool:
    """The complainant learns the outcome with the reply, the person complained of with the answer or the decision."""
    verbs = {event.verb for event in events}
    return (COMPLAINANT in reads and bool(verbs & REPLIES)) or (
        RESPONDENT in reads and bool(verbs & {"answer", "serve"})
    )


def _events(complaint: Complaint, events: Sequence[ComplaintEvent], reads: frozenset[str]) -> list[SeenEvent]:
    table = rules.MOVES[complaint.direction]
    found = []
    for event in reversed(events):
        step = step_of(complaint.direction, event.verb)
        if not step.shown & reads:
            continue
        text = event.text if step.text_readers & reads else ""
        found.append(
            SeenEvent(
                title=tr(table[event.verb].label),
                at=event.at,
                by=tr(SIDE_LABELS[event.side]) if event.side else tr(RELATION_LABELS.get(event.part, "")),
                quote=text,
                tone=EVENT_TONES.get(event.verb, "info"),
            )
        )
    return found


def _stages(
    complaint: Complaint, events: Sequence[ComplaintEvent], reads: frozenset[str]
) -> list[tuple[str, str, str]]:
    """The steps of the page, with the day of those that this person may know of."""
    days: dict[str, date] = {}
    for event in events:
        days[event.verb] = clock.local(event.at).date()
    path = [
        (tr(label), verbs, max((days[verb] for verb in verbs if verb in days), default=None))
        for label, verbs in PATHS[complaint.direction]
    ]
    # What was left out on the way (a complaint merged, or not docketed) is no step that is still to come.
    following = max((place for place, (_label, _verbs, day) in enumerate(path) if day is not None), default=-1) + 1
    is_over = complaint.status in rules.ENDED
    found: list[tuple[str, str, str]] = []
    for place, (label, verbs, day) in enumerate(path):
        is_known = bool(reads - {RESPONDENT}) or bool(verbs & {"report", "decide", "serve", "conclude"})
        if day is not None:
            found.append((label, "done", f"{day.month}-{day.day:02d}" if is_known else ""))
        else:
            found.append((label, "now" if place == following and not is_over else "", ""))
    return found


def _clocks(complaint: Complaint, reads: frozenset[str]) -> list[SeenClock]:
    rows = queries.clocks_of(complaint)
    if reads == {RESPONDENT}:
        rows = [row for row in rows if row.key in RESPONDENT_CLOCKS]
    return clocks.seen(rows)


def _papers(complaint: Complaint, reads: frozenset[str]) -> list[SeenPaper]:
    return [
        SeenPaper(
            id=paper.id,
            title=tr(PAPER_LABELS[paper.sort]),
            number=paper.number,
            issued_on=clock.local(paper.issued_at).date(),
            formats=tuple(word for word, id in (("pdf", paper.pdf_id), ("docx", paper.docx_id)) if id is not None),
        )
        for paper in queries.papers_of(complaint)
        if PAPER_READERS[paper.sort] & reads
    ]


def _notes(complaint: Complaint, who: Standing) -> list[SeenNote]:
    assert who.side is not None
    return [SeenNote(note.by, note.at, note.text) for note in queries.notes_of(complaint, who.side)]


def _messages(complaint: Complaint, mine: frozenset[str]) -> list[SeenNote]:
    is_complainant = r.COMPLAINANT in mine
    return [
        SeenNote(
            by=_("投诉人") if row.is_from_complainant else _("受理方"),
            at=row.at,
            text=row.text,
            is_mine=row.is_from_complainant is is_complainant,
        )
        for row in queries.messages_of(complaint)
    ]


def _parts(complaint: Complaint) -> list[SeenPart]:
    rows = [
        row
        for row in queries.assignments_of(complaint)
        if row.ended_at is None and row.round == complaint.round and row.part != "intake"
    ]
    names = people.names([row.user_id for row in rows])
    return [SeenPart(tr(PART_LABELS[row.part]), names.get(row.user_id, "")) for row in rows]


def _next_step(complaint: Complaint, known: rules.Facts) -> str:
    if complaint.status is S.UNDER_CHECK and not known.has_handler:
        return tr(NEXT[S.ACKNOWLEDGED], own="", other=tr(SIDE_LABELS[complaint.side.other]))
    own, other = tr(SIDE_LABELS[complaint.side]), tr(SIDE_LABELS[complaint.side.other])
    return NEXT[complaint.status] and tr(NEXT[complaint.status], own=own, other=other)


S = Status
NEXT: dict[Status, str] = {
    S.LODGED: N_("等待%(own)s经办人决定是否受理。"),
    S.SUPPLEMENT_ASKED: N_("等待投诉人补正，办理期限暂停。"),
    S.ACCEPTED: N_("等待%(own)s经办人移送%(other)s。"),
    S.TRANSFERRED: N_("等待%(other)s签收或提出异议。"),
    S.OBJECTED: N_("%(other)s提出异议，等待%(own)s决定继续移送或改走其他渠道。"),
    S.ACKNOWLEDGED: N_("等待%(other)s指定核查人。"),
    S.UNDER_CHECK: N_("核查人正在核查。"),
    S.REPORTED: N_("等待%(other)s监督负责人作出结论。"),
    S.CONCLUDED: N_("等待%(other)s向%(own)s书面回复。"),
    S.ANSWERED: N_("等待%(own)s答复投诉人。"),
    S.REPLIED: N_("已答复。投诉人可以评价、申请复查，到期自动办结。"),
    S.RE_EXAMINATION: N_("等待%(other)s另行指定人员复查。"),
    S.REFERRED: N_("已转有权机关处理，等待%(other)s作出结论并回复。"),
    S.VETTED: N_("等待%(other)s登记。"),
    S.RECEIVED: N_("等待组成惩戒委员会并决定是否立案。"),
    S.DOCKETED: N_("等待告知被投诉律师。"),
    S.NOTIFIED: N_("等待被投诉律师申辩。"),
    S.DEFENDED: N_("等待指派两名调查人员。"),
    S.UNDER_INVESTIGATION: N_("两名调查人员正在调查。"),
    S.INVESTIGATED: N_("等待惩戒委员会告知听证权利。"),
    S.HEARING_OFFERED: N_("等待被投诉律师申请或放弃听证。"),
    S.HEARING_ASKED: N_("等待举行听证。"),
    S.HEARD: N_("等待惩戒委员会作出决定。"),
    S.DECIDED: N_("等待送达决定。"),
    S.SERVED: N_("等待%(other)s向%(own)s反馈结果。"),
    S.FED_BACK: N_("已反馈，等待办结。"),
    S.DECLINED: N_("不予受理，已告知投诉人。"),
    S.GUIDED: N_("已告知投诉人应走的渠道。"),
    S.WITHDRAWN: N_("已撤回，不再办理。"),
    S.MERGED: N_("已并入另一件投诉办理，有结果时一并答复投诉人。"),
    S.CLOSED: N_("已办结。"),
}
