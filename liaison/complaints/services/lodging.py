"""Lodge a complaint, or type in one that came by letter or telephone; the sealed draft on the way there."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from liaison.complaints.models import (
    Assignment,
    Channel,
    Complaint,
    ComplaintContent,
    ComplaintDraft,
    CopyStatus,
    Direction,
    Identity,
    Part,
    RedactedCopy,
    Status,
)
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import drafts
from liaison.complaints.queries.keys import pair_key, person_key, unit_key
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.relations import OWN_OFFICER, Standing
from liaison.complaints.rules.words import Person, Words, check_code_unwritten, copy_for_other_side, short_names
from liaison.complaints.services import evidence
from liaison.complaints.services.finishing import finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.references import normal_code, random_reference
from liaison.core.sides import Actor
from liaison.store import links, numbering
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.web.frame import features

PREFIX: Final = "诉"
SERIES: Final = "complaint"
EARLIEST: Final = date(2000, 1, 1)
# As passwords are hashed: a stolen database does not let anybody try codes quickly.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Lodging:
    """A complaint as it comes in. `person` None: anonymous; `code`: the return code that goes with it, "" for none."""

    direction: Direction
    category_id: int
    identity: Identity
    words: Words
    person: Person | None
    body_id: int | None = None
    channel: Channel = Channel.ONLINE
    received_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The thing of another feature that a complaint came from, which the view has found for this person."""

    kind: str
    id: int


def lodge(lodging: Lodging, who: Standing, *, draw: Callable[[int], int] = secrets.randbelow) -> Complaint:
    """Lodge one's own complaint. Raises Forbidden, RuleBroken on `facts`, `identity`."""
    refuse(rules.lodging_refusal(who, lodging.direction, "lodge"))
    is_own = lodging.identity is not Identity.ANONYMOUS
    return _begin(lodging, "lodge", None, who.user_key if is_own else "", draw)


def lodge_without_account(lodging: Lodging, *, draw: Callable[[int], int] = secrets.randbelow) -> Complaint:
    """Lodge without a name and without an account: the code alone leads back. Raises RuleBroken."""
    if not lodging.code:
        raise RuleBroken(N_("请先记下回执码。"))
    return _begin(lodging, "lodge", None, "", draw)


def enter(
    lodging: Lodging, who: Standing, by: Actor, origin: Origin | None = None, *,
    draw: Callable[[int], int] = secrets.randbelow,
) -> Complaint:  # fmt: skip
    """Type in what came by letter, telephone or visit, with its own day; who types it in has its intake.

    One that comes from another thing (`origin`) is tied to it, unless it is anonymous; the trail does not say to
    which.

    Raises Forbidden, RuleBroken on `received_on`, `facts`.
    """
    refuse(rules.lodging_refusal(who, lodging.direction, "enter"))
    received_on = lodging.received_on or clock.today()
    if received_on > clock.today():
        raise RuleBroken(N_("收到日期不能晚于今天。"), field="received_on")
    if received_on < EARLIEST:
        raise RuleBroken(N_("收到日期过早，请检查年份。"), field="received_on")
    complaint = _begin(lodging, "enter", by, "", draw)
    db.session.add(
        Assignment(
            complaint_id=complaint.id, user_id=by.id, part=Part.INTAKE, round=1, assigned_at=clock.now(), ended_at=None
        )
    )
    # Nothing may lead from a complaint without a name to somebody who has one.
    if origin is not None and lodging.identity is not Identity.ANONYMOUS:
        links.tie(Complaint.__tablename__, complaint.id, LinkKind.RAISED_FROM, origin.kind, origin.id)
    db.session.flush()
    return complaint


def check_code(complaint: Complaint | None, code: str) -> bool:
    """Whether a return code opens a complaint; the same work for one that is not there."""
    hashed = complaint.code_hash if complaint is not None and complaint.code_hash else _DUMMY
    try:
        return HASHER.verify(hashed, normal_code(code) or "-") and complaint is not None
    except VerifyMismatchError:
        return False


def save_draft(who: Standing, values: dict[str, Any]) -> None:
    """Keep what was filled in so far, sealed, under a keyed hash of the person."""
    draft = drafts.find(who.user_key)
    if draft is None:
        draft = ComplaintDraft(user_key=who.user_key)
        db.session.add(draft)
    draft.words, draft.saved_on = json.dumps(values, ensure_ascii=False), clock.today()
    db.session.flush()


def discard_draft(who: Standing) -> None:
    """Forget the draft: it was lodged, or is not wanted any more."""
    draft = drafts.find(who.user_key)
    if draft is not None:
        _forget(draft)


def purge_drafts() -> None:
    """Forget drafts that nobody came back to. A task, safe to run twice."""
    for draft in drafts.forgotten():
        _forget(draft)


def lodge_draft(lodging: Lodging, who: Standing) -> Complaint:
    """Lodge what was drafted: its files go along, the draft is gone. Raises as `lodge` does."""
    complaint = lodge(lodging, who)
    draft = drafts.find(who.user_key)
    if draft is not None:
        evidence.hand_over(draft.id, complaint)
        _forget(draft)
    return complaint


def _forget(draft: ComplaintDraft) -> None:
    evidence.discard([evidence.DRAFT], draft.id)
    db.session.delete(draft)


def _as_entered_now(lodging: Lodging) -> Lodging:
    """The person and the body as the roster has them: a draft may name an entry that was merged since.

    Both stay as they are until the complaint stands, so that no merging passes it by.
    """
    words, body_id = lodging.words, lodging.body_id
    if words.respondent_id is not None:
        words = replace(words, respondent_id=features().offer("person_now")(words.respondent_id, is_held=True))
    if body_id is not None:
        body_id = features().offer("unit_now")(body_id, is_held=True)
    return replace(lodging, words=words, body_id=body_id)


def known_names(person: Person | None) -> Sequence[str]:
    """What in a text would name the complainant."""
    if person is None:
        return ()
    return (person.name, person.unit, *short_names(person.unit))


def _begin(lodging: Lodging, verb: str, by: Actor | None, owner: str, draw: Callable[[int], int]) -> Complaint:
    _check(lodging)
    lodging = _as_entered_now(lodging)
    words, person = lodging.words, None if lodging.identity is Identity.ANONYMOUS else lodging.person
    units = features().offer("home_units")([words.respondent_id]) if words.respondent_id else {}
    respondent = person_key(words.respondent_id) if words.respondent_id else ""
    complaint = Complaint(
        reference=random_reference(PREFIX, draw),
        register_number=numbering.take(f"{SERIES}_{lodging.direction.side}", clock.today().year),
        direction=lodging.direction,
        status=Status.LODGED,
        category=queries.get_category(lodging.category_id),
        identity=lodging.identity,
        channel=lodging.channel,
        complainant_key=owner,
        respondent_key=respondent,
        respondent_unit_key=unit_key(units[words.respondent_id]) if words.respondent_id in units else "",
        pair_key=pair_key(owner, respondent),
        body_id=lodging.body_id,
        received_on=lodging.received_on or clock.today(),
        lodged_at=clock.now(),
        code_hash=HASHER.hash(normal_code(lodging.code)) if lodging.code else "",
    )
    db.session.add(complaint)
    db.session.flush()
    sealed = person.to_json() if person is not None else None
    db.session.add(ComplaintContent(complaint_id=complaint.id, words=words.to_json(), identity=sealed))
    shown = copy_for_other_side(words, lodging.identity, known_names(person))
    db.session.add(
        RedactedCopy(
            complaint_id=complaint.id,
            revision=1,
            status=CopyStatus.APPROVED,
            words=shown.to_json(),
            made_at=clock.now(),
            approved_at=clock.now(),
        )
    )
    db.session.flush()
    finish(verb, complaint, frozenset({OWN_OFFICER} if by is not None else ()), by)
    return complaint


def _check(lodging: Lodging) -> None:
    words = lodging.words
    if lodging.code:
        texts = (words.facts, words.wanted, words.happened, words.place, words.case_number, words.hearing)
        check_code_unwritten(lodging.code, *texts, words.respondent)
    if lodging.identity is Identity.NAMED and lodging.person is None:
        raise RuleBroken(N_("实名投诉需要写明投诉人。"), field="identity")


_DUMMY: Final = HASHER.hash("nobody")
