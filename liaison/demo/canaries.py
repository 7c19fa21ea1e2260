"""Markers in confidential fields: records made beside the city, each field with a word that stands nowhere else.

Whoever finds a marker where it may not be has found a leak. A feature with secrets adds a function to PLANTERS; its
function makes records through the services and says of each marker who may see it.
"""

import io
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from liaison.attachments import queries as attachments
from liaison.attachments.services import handing
from liaison.core import clock
from liaison.core.references import ALPHABET
from liaison.core.sides import Role, Side
from liaison.demo.cast import Cast
from liaison.demo.complaint_canaries import plant_complaints
from liaison.demo.questionnaires import plant_questionnaires
from liaison.demo.ratings import plant_ratings
from liaison.demo.reception import hold_one
from liaison.demo.timeline import working_day_before
from liaison.features import FEATURES
from liaison.opinions import queries as opinion_queries
from liaison.opinions import services as opinions
from liaison.opinions.models import Opinion, ProposerKind
from liaison.opinions.services import Content, OnBehalf
from liaison.reception.models import ReceptionDay, Speciality
from liaison.reception.models.following import BodyKind, Satisfaction, SatisfactionWay
from liaison.reception.models.visits import DeclarationKind, FollowUpResult, Notice, Visit, VisitOutcome
from liaison.reception.services import referrals, talks, visits
from liaison.reception.services.identity import Identity
from liaison.reception.services.referrals import SendingOn
from liaison.reception.services.talks import Conclusion, Words
from liaison.reception.services.visits import Registration
from liaison.store import retention
from liaison.store.base import db
from liaison.store.users import User

PREFIX: Final = "CANARY"
LENGTH: Final = 8
PLANTED_AT: Final = time(8, 0)


@dataclass(frozen=True, slots=True)
class Canary:
    """One marker: in which field of which record ("opinion 3"), and which demonstration accounts may see it.

    `is_sealed`: it is not readable on the disk either.
    """

    marker: str
    record: str
    field: str
    accounts: tuple[str, ...]
    is_sealed: bool = False


@dataclass
class Canaries:
    """Gives out markers, the same for the same day, and remembers who may see each."""

    today: date
    planted: list[Canary] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw from the day, so that the same city has the same markers on both databases."""
        self._random = random.Random(self.today.toordinal())

    def word(self) -> str:
        """A marker for a text, a name or the local part of an address; `note` it once its record is there."""
        return PREFIX + "".join(self._random.choice(ALPHABET) for _ in range(LENGTH))

    def digits(self, count: int) -> str:
        """A marker for a field of digits, such as a telephone or an ID number."""
        return "7" + "".join(self._random.choice("0123456789") for _ in range(count - 1))

    def note(self, marker: str, thing: Any, field: str, users: Iterable[User], *, is_sealed: bool = False) -> None:
        """Register a marker with its record and those who may see it."""
        names = tuple(sorted(user.username for user in users))
        self.planted.append(Canary(marker, f"{thing.__tablename__} {thing.id}", field, names, is_sealed))

    def as_json(self) -> list[dict[str, Any]]:
        """What `demo load --canaries FILE` writes."""
        return [asdict(one) for one in self.planted]


def plant(cast: Cast, canaries: Canaries) -> None:
    """Make the records of all features, in the caller's transaction, this morning."""
    with clock.travel(datetime.combine(canaries.today, PLANTED_AT, clock.LOCAL)):
        for planter in PLANTERS:
            planter(cast, canaries)
            db.session.flush()


def holders(cast: Cast, role: Role, side: Side | None = None) -> list[User]:
    """The accounts that hold a role (of a side)."""
    return [user for user in cast.users.values() if role in user.own_roles and (side is None or user.side is side)]


def _plant_opinions(cast: Cast, canaries: Canaries) -> None:
    """One that waits for screening, one returned, one before both sides under a withheld name."""
    officers = holders(cast, Role.OFFICER, Side.BAR)
    for path in (("lodged",), ("returned",), ("screened",)):
        words = title, text, grounds, wanted = tuple(canaries.word() for _ in range(4))
        name, reason = canaries.word(), canaries.word()
        category = opinion_queries.categories()[0].id
        content = Content(category, title, text, grounds, wanted, is_name_withheld=True)
        opinion = opinions.lodge(content, officers[0], OnBehalf(ProposerKind.PERSON, name, canaries.today))
        db.session.flush()
        canaries.note(name, opinion, "proposer_name", officers)
        if path != ("screened",):
            for marker, label in zip(words, ("title", "text", "grounds", "wanted"), strict=True):
                canaries.note(marker, opinion, label, officers)
        if path != ("lodged",):
            opinions.move(opinion, "return", officers[0], reason=reason)
            canaries.note(reason, opinion, "reason", officers)
        if path == ("screened",):
            opinions.amend(opinion, content, officers[0])
            opinions.screen(opinion, cast.units["市中院"], officers[0])
            _plant_files(opinion, officers, canaries)


def _plant_files(opinion: Opinion, officers: list[User], canaries: Canaries) -> None:
    """The name of a file where the proposer's is withheld; all of a file that was withdrawn, its reason too."""
    kept, gone, reason, words = (canaries.word() for _ in range(4))
    kinds = {kind: attaching for row in FEATURES for kind, attaching in row.feature.attaches.items()}
    added = {}
    for name, text in ((kept, "阅卷等候记录"), (gone, words)):
        holder = attachments.get_holder(officers[0], kinds, "opinion", opinion.id)
        file = handing.look_into(f"{name}.txt", io.BytesIO(text.encode()))
        added[name] = handing.add(holder, [file], officers[0])[0]
    canaries.note(kept, added[kept], "name", officers, is_sealed=True)
    handing.withdraw(attachments.get(officers[0], kinds, added[gone].id), reason, officers[0])
    for marker, label in ((gone, "name"), (words, "content"), (reason, "reason")):
        canaries.note(marker, added[gone], label, officers, is_sealed=True)


def _plant_accounts(cast: Cast, canaries: Canaries) -> None:
    """The address of a lawyer: the lawyer's own, and what those see who keep the accounts."""
    marker, lawyer = canaries.word(), cast.users["bar.lawyer2"]
    lawyer.email = f"{marker}@example.org"
    keepers = [*holders(cast, Role.ADMINISTRATOR), *holders(cast, Role.OFFICER, Side.BAR)]
    canaries.note(marker, lawyer, "email", [lawyer, *keepers])


def _plant_holds(cast: Cast, canaries: Canaries) -> None:
    """Why a record is held: those know it who run the purges, and those who check them."""
    marker, administrator = canaries.word(), cast.users["admin1"]
    placed = retention.hold("attachment", 1, marker, administrator)
    readers = [*holders(cast, Role.ADMINISTRATOR), *holders(cast, Role.AUDITOR)]
    canaries.note(marker, placed, "reason", readers, is_sealed=True)


def _plant_visits(cast: Cast, canaries: Canaries) -> None:
    """Who came once more on the last reception day, what was said, sent on and submitted: officers' and lawyer's.

    A repeat visit without advice: it changes no figure of the headline. A city without any reception day holds one.
    """
    officers = holders(cast, Role.OFFICER, Side.BAR)
    held = select(ReceptionDay).where(ReceptionDay.on < canaries.today).order_by(ReceptionDay.on.desc())
    days = (day for day in db.session.scalars(held) if day.on_duty and day.status in ("planned", "held"))
    day = next(days, None) or hold_one(cast, working_day_before(canaries.today - timedelta(1)))
    lawyer = day.on_duty[0].lawyer
    talking = [*officers, *(user for user in cast.users.values() if user.person_id == lawyer.person_id)]
    marks = {
        name: canaries.digits(11) if name == "phone" else canaries.word() for name in Identity.__dataclass_fields__
    }
    visit = visits.register(day, Registration(Identity(**marks), Speciality.OTHER, came_before=True), officers[0])
    # A repeat visit counts as nobody new only where the earlier one is known.
    visit.earlier_id = db.session.scalar(select(func.max(Visit.id)).where(Visit.id != visit.id, Visit.on < day.on))
    visits.call(visit, officers[0], lawyer.id)
    visits.move(visit, "begin", officers[0])
    words = {name: canaries.word() for name in Words.__dataclass_fields__}
    talks.record(visit, Words(**words), officers[0])
    limit = canaries.word()
    talks.set_limits(visit, [(limit, canaries.today)], officers[0])
    reason, sent, submitted = canaries.word(), canaries.word(), canaries.word()
    notices = tuple(notice.value for notice in Notice)
    talks.conclude(visit, Conclusion(VisitOutcome.NOT_HELPED, notices, is_advised=False, reason=reason), officers[0])
    body = SendingOn(BodyKind.OTHER, "云江市信访局", canaries.today, sent)
    referral = referrals.refer(visit, body, officers[0])
    opinion = referrals.opine(visit, submitted, canaries.today, officers[0])
    told, remark = canaries.word(), canaries.word()
    talks.follow_up(visit, FollowUpResult.UNSOLVED, told, officers[0])
    talks.rate(visit, Satisfaction.FAIRLY, remark, officers[0], SatisfactionWay.PAPER)
    for name, marker in {**marks, **words, "limits": limit, "reason": reason, "follow_up_note": told}.items():
        canaries.note(marker, visit, name, talking, is_sealed=True)
    canaries.note(sent, referral, "text", talking, is_sealed=True)
    canaries.note(submitted, opinion, "text", talking, is_sealed=True)
    canaries.note(remark, visit, "remark", talking, is_sealed=True)


def _plant_declarations(cast: Cast, canaries: Canaries) -> None:
    """A client whom a duty lawyer declares, and a note beside it: for that lawyer alone."""
    lawyer = cast.users["bar.lawyer1"]
    name, note = canaries.word(), canaries.word()
    declared = referrals.declare(DeclarationKind.CLIENT, name, note, lawyer)
    canaries.note(name, declared, "name", [lawyer], is_sealed=True)
    canaries.note(note, declared, "note", [lawyer], is_sealed=True)


PLANTERS: Final[tuple[Callable[[Cast, Canaries], None], ...]] = (
    _plant_opinions,
    _plant_accounts,
    _plant_holds,
    _plant_visits,
    _plant_declarations,
    plant_questionnaires,
    plant_ratings,
    plant_complaints,
)
