"""Complaints that somebody may see: one, lists, counts, what waits; what belongs to one of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from liaison.complaints.models import (
    Assignment,
    Category,
    Complaint,
    ComplaintClock,
    ComplaintContent,
    ComplaintEvent,
    ComplaintMessage,
    ComplaintNote,
    ComplaintPaper,
    CopyStatus,
    Direction,
    Disclosure,
    DisclosureStatus,
    Identity,
    Part,
    RedactedCopy,
)
from liaison.complaints.queries.standing import code_holder, standing_of
from liaison.complaints.rules.moves import MOVES, Facts
from liaison.complaints.rules.relations import EARLIER_PARTS, PARTS, Standing
from liaison.complaints.rules.steps import REPLIES
from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role, Side
from liaison.store.attachments import Attachment, AttachmentStatus
from liaison.store.base import db

COPY_FILES = "complaint_copy"
OFFICES = frozenset({Role.OFFICER, Role.HEAD_OF_SUPERVISION})
OTHER, HELD = aliased(Complaint), aliased(Complaint)


def visible_to(user: Actor) -> ColumnElement[bool]:
    """What somebody may know of: the twin of `rules.relations.is_visible`, held equal by a property test."""
    return visible_as(standing_of(user))


def visible_as(who: Standing) -> ColumnElement[bool]:
    """The same for a standing."""
    if who.holds_code_of:
        return Complaint.id == who.holds_code_of
    if who.side is None:
        return false()
    return or_(Complaint.id.in_(_as_party(who)), and_(_is_official(who), ~keeps_away(who)))


def counted_as(who: Standing) -> list[tuple[int, ColumnElement[bool]]]:
    """What a standing sees as sets to be counted with their sign, together as many as `visible_as` lets through.

    Those of the office, less the few of them that the person must keep away from, and the few in which he or she is a
    party: to count very many by their index alone is twice as fast as to hold each against the few.
    """
    if who.holds_code_of or who.side is None:
        return [(1, visible_as(who))]
    official = _is_official(who)
    return [(1, official), (-1, and_(official, keeps_away(who))), (1, Complaint.id.in_(_as_party(who)))]


def keeps_away(who: Standing) -> ColumnElement[bool]:
    """Parties of a complaint and whoever must keep away from it: the twin of `rules.circulars.keeps_away`.

    Recused: the person complained of, the same chamber or firm, a declared tie, stepped back, an earlier handler. These
    few are found by their indexes and held against the many by id: no long key is compared with each row of a list.
    """
    reasons = [
        OTHER.complainant_key == who.user_key,
        OTHER.respondent_key.in_(sorted({who.person_key, *who.ties})),
        OTHER.respondent_unit_key == who.unit_key,
    ]
    if who.recused_from:
        reasons.append(OTHER.id.in_(sorted(who.recused_from)))
    if who.earlier:
        earlier = Assignment.part.in_(EARLIER_PARTS) & (Assignment.round < HELD.round)
        reasons.append(OTHER.id.in_(_assigned(who).where(earlier)))
    return Complaint.id.in_(select(OTHER.id).where(or_(*reasons)))


def _as_party(who: Standing) -> Select[int]:
    mine = OTHER.complainant_key == who.user_key
    return select(OTHER.id).where(mine | ((OTHER.respondent_key == who.person_key) & OTHER.notified_at.is_not(None)))


def _is_official(who: Standing) -> ColumnElement[bool]:
    """By an office of the side, or by a part in the complaint; the other side only after the transfer."""
    assert who.side is not None
    own = Complaint.direction == (Direction.LAWYER_TO_JUDGE if who.side is Side.BAR else Direction.JUDGE_TO_LAWYER)
    is_reached = or_(own, Complaint.transferred_at.is_not(None))
    if who.roles & OFFICES:
        return is_reached
    is_current = or_(Assignment.part == Part.INTAKE, Assignment.round == HELD.round)
    held = _assigned(who).where(Assignment.ended_at.is_(None), Assignment.part.in_(PARTS), is_current)
    return and_(is_reached, Complaint.id.in_(held))


def _assigned(who: Standing) -> Select[int]:
    """The complaints in which somebody has or had a part, beside the round that each is in."""
    held = select(Assignment.complaint_id).join(HELD, HELD.id == Assignment.complaint_id)
    return held.where(Assignment.user_id == who.user_id)


def get_visible(user: Actor, id: int) -> Complaint:
    """One complaint that the person may know of. Raises NotFound."""
    return get_as(standing_of(user), id)


def get_as(who: Standing, id: int) -> Complaint:
    """The same for a standing."""
    complaint = db.session.scalar(select(Complaint).where(Complaint.id == id, visible_as(who)))
    if complaint is None:
        raise NotFound
    return complaint


def get_with_verb(user: Actor, id: int, verb: str) -> tuple[Complaint, str]:
    """The complaint and the verb that an address names ("ask-supplement"). Raises NotFound for an unknown one too."""
    complaint, name = get_visible(user, id), verb.replace("-", "_")
    if name not in MOVES[complaint.direction]:
        raise NotFound
    return complaint, name


def hold(complaint: Complaint) -> None:
    """Lock a complaint until the transaction ends, and read it anew."""
    db.session.refresh(complaint, with_for_update={"of": Complaint})


def find_visible(user: Actor, ids: Collection[int]) -> Sequence[Complaint]:
    """Those of the complaints that the person may know of, for cards."""
    return db.session.scalars(select(Complaint).where(Complaint.id.in_(ids), visible_to(user))).all()


def find_by_reference(reference: str) -> Complaint | None:
    """A complaint by its reference, whoever may see it: for the holder of a return code, and the officer who merges."""
    return db.session.scalar(select(Complaint).where(Complaint.reference == reference))


def merged_into(complaint: Complaint) -> Sequence[Complaint]:
    """Those that go on in this one, whoever may see them: for the reply that goes to all."""
    return db.session.scalars(
        select(Complaint).where(Complaint.merged_into_id == complaint.id).order_by(Complaint.id)
    ).all()


def leading(complaint: Complaint) -> Complaint | None:
    """The one that goes on for this one."""
    return db.session.get(Complaint, complaint.merged_into_id) if complaint.merged_into_id else None


def categories(direction: Direction | None = None) -> Sequence[Category]:
    """The categories in the order of the office."""
    statement = select(Category).order_by(Category.position, Category.id)
    return db.session.scalars(
        statement if direction is None else statement.where(Category.direction == direction)
    ).all()


def get_category(id: int) -> Category:
    """One category. Raises NotFound."""
    found = db.session.get(Category, id)
    if found is None:
        raise NotFound
    return found


def content_of(complaint: Complaint) -> ComplaintContent:
    """What was written, and by whom."""
    return db.session.get_one(ComplaintContent, complaint.id)


def copy_of(complaint: Complaint) -> RedactedCopy | None:
    """The last revision of what the other side gets."""
    of_it = select(RedactedCopy).where(RedactedCopy.complaint_id == complaint.id)
    return db.session.scalar(of_it.order_by(RedactedCopy.revision.desc()).limit(1))


def copy_files(complaint: Complaint) -> list[int]:
    """The files that the other side gets, by id."""
    of_it = (Attachment.thing_kind == COPY_FILES) & (Attachment.thing_id == complaint.id)
    kept = select(Attachment.id).where(of_it, Attachment.status == AttachmentStatus.KEPT)
    return list(db.session.scalars(kept.order_by(Attachment.id)))


def copy_status(complaint: Complaint, copy: RedactedCopy | None) -> CopyStatus | None:
    """Where the copy stands: one that was approved with other files than there are now waits for the complainant anew.

    Only where there is somebody to ask, and something to hide.
    """
    if copy is None or copy.status is not CopyStatus.APPROVED or not is_copy_asked(complaint):
        return copy.status if copy is not None else None
    return CopyStatus.APPROVED if copy_files(complaint) == copy.file_ids else CopyStatus.DRAFTED


def is_copy_asked(complaint: Complaint) -> bool:
    """Whether the complainant is asked about the copy: not where it hides nothing, nor where nobody can be asked."""
    can_be_asked = bool(complaint.complainant_key or complaint.code_hash)
    return can_be_asked and complaint.identity is not Identity.NAMED


def events_of(complaint: Complaint) -> Sequence[ComplaintEvent]:
    """What happened, in its order."""
    of_it = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint.id)
    return db.session.scalars(of_it.order_by(ComplaintEvent.id)).all()


def notes_of(complaint: Complaint, side: Side) -> Sequence[ComplaintNote]:
    """The inner notes of one side."""
    of_it = select(ComplaintNote).where(ComplaintNote.complaint_id == complaint.id, ComplaintNote.side == side)
    return db.session.scalars(of_it.order_by(ComplaintNote.id)).all()


def messages_of(complaint: Complaint) -> Sequence[ComplaintMessage]:
    """What complainant and intake wrote to each other."""
    of_it = select(ComplaintMessage).where(ComplaintMessage.complaint_id == complaint.id)
    return db.session.scalars(of_it.order_by(ComplaintMessage.id)).all()


def clocks_of(complaint: Complaint, *, open_only: bool = False) -> Sequence[ComplaintClock]:
    """The time limits of a complaint, in the order in which they began."""
    of_it = select(ComplaintClock).where(ComplaintClock.complaint_id == complaint.id).order_by(ComplaintClock.id)
    return db.session.scalars(of_it.where(ComplaintClock.ended_on.is_(None)) if open_only else of_it).all()


def papers_of(complaint: Complaint) -> Sequence[ComplaintPaper]:
    """The issued papers of a complaint."""
    of_it = select(ComplaintPaper).where(ComplaintPaper.complaint_id == complaint.id)
    return db.session.scalars(of_it.order_by(ComplaintPaper.id)).all()


def count_papers(complaint: Complaint) -> int:
    """How many papers a complaint has."""
    of_it = select(func.count()).select_from(ComplaintPaper).where(ComplaintPaper.complaint_id == complaint.id)
    return db.session.scalar(of_it) or 0


def assignments_of(complaint: Complaint) -> Sequence[Assignment]:
    """Who has and had which part."""
    of_it = select(Assignment).where(Assignment.complaint_id == complaint.id)
    return db.session.scalars(of_it.order_by(Assignment.id)).all()


def disclosures_of(complaint: Complaint) -> Sequence[Disclosure]:
    """The requests to learn who the complainant is."""
    of_it = select(Disclosure).where(Disclosure.complaint_id == complaint.id)
    return db.session.scalars(of_it.order_by(Disclosure.id)).all()


def is_disclosed_to(who: Standing, complaint: Complaint) -> bool:
    """Whether the identity was disclosed to this person and the days are not over."""
    if complaint.identity is not Identity.CONFIDENTIAL:
        return False
    granted = select(Disclosure.id).where(
        Disclosure.complaint_id == complaint.id,
        Disclosure.asked_by_id == who.user_id,
        Disclosure.status == DisclosureStatus.GRANTED,
        Disclosure.until >= clock.today(),
    )
    return db.session.scalar(granted.limit(1)) is not None


def facts_of(complaint: Complaint) -> Facts:
    """What the rules must know besides the row itself."""
    copy = copy_of(complaint)
    events = db.session.execute(
        select(ComplaintEvent.verb, ComplaintEvent.round).where(ComplaintEvent.complaint_id == complaint.id)
    ).all()
    verbs = [verb for verb, round_ in events if round_ == complaint.round]
    clocks = clocks_of(complaint)
    hearing = next((row for row in reversed(clocks) if row.key == "hearing_ask"), None)
    checkers = [row for row in assignments_of(complaint) if row.part in {Part.HANDLER, Part.INVESTIGATOR}]
    return Facts(
        copy=copy_status(complaint, copy),
        extension_asked=any(row.extension_asked_at and row.ended_on is None for row in clocks),
        was_extended=any(row.extended_on for row in clocks),
        objection_open=verbs.count("object_handler") > verbs.count("grant_objection") + verbs.count("deny_objection"),
        hearing_lapsed=hearing is not None and hearing.due_on < clock.today(),
        hearing_summoned="summon" in verbs,
        disclosure_asked=any(row.status is DisclosureStatus.ASKED for row in disclosures_of(complaint)),
        has_reply=any(verb in REPLIES for verb, _ in events),
        has_report_by=frozenset(row.user_id for row in checkers),
        has_handler=any(row.ended_at is None and row.round == complaint.round for row in checkers),
    )


def get_by_code(complaint_id: int) -> Complaint:
    """The complaint whose code was typed in this browser. Raises NotFound."""
    return get_as(code_holder(complaint_id), complaint_id)
