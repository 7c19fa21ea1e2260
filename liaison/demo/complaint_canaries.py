"""Markers in the sealed fields of complaints: one in confidence that both sides handle, a draft, a circular."""

from typing import Any

from liaison.complaints.models import Complaint, Direction, Identity
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import standings_of
from liaison.complaints.rules.relations import Standing
from liaison.complaints.rules.words import Person, Words
from liaison.complaints.services import categories, circulars, handing, lodging, moving
from liaison.complaints.services.circulars import Draft
from liaison.complaints.services.finishing import NOTHING, Filled
from liaison.complaints.services.lodging import Lodging
from liaison.core.sides import Role, Side
from liaison.demo.cast import Cast
from liaison.store.base import db
from liaison.store.users import User

RESPONDENT, COURT = "吴静姝", "市中院"
OFFICES = frozenset({Role.OFFICER, Role.HEAD_OF_SUPERVISION})


def plant_complaints(cast: Cast, canaries: Any) -> None:
    """Each field with a marker; `canaries` is `demo.canaries.Canaries`, which names this function."""
    categories.ensure_categories()
    lawyer, judge = cast.users["bar.lawyer2"], cast.users["bench.judge1"]
    own, other = _office(cast, Side.BAR), [*_office(cast, Side.BENCH), cast.users["bench.handler1"]]
    name, facts, wanted, place = (canaries.word() for _ in range(4))
    phone, case = f"1{canaries.digits(10)}", f"（2026）云01民终{canaries.digits(6)}号"
    words = Words(
        facts=f"{name}反映：{facts}。电话{phone}。", wanted=wanted, place=place, case_number=case,
        respondent=RESPONDENT, respondent_id=cast.people[RESPONDENT],
    )  # fmt: skip
    made = Lodging(
        direction=Direction.LAWYER_TO_JUDGE,
        category_id=next(one.id for one in queries.categories(Direction.LAWYER_TO_JUDGE)),
        identity=Identity.CONFIDENTIAL,
        words=words,
        person=Person(name, "", "", lawyer.id),
        body_id=cast.units[COURT],
    )
    complaint = lodging.lodge(made, _standing(lawyer))
    notes, told, account, report, asked = (canaries.word() for _ in range(5))
    bench_notes, message, draft, circular_text = (canaries.word() for _ in range(4))
    _do(complaint, "accept", cast.users["bar.officer1"])
    handing.add_note(complaint, notes, cast.users["bar.officer1"])
    handing.send_message(complaint, message, _standing(lawyer), lawyer)
    _do(complaint, "transfer", cast.users["bar.officer1"])
    _do(complaint, "acknowledge", cast.users["bench.officer1"])
    handing.add_note(complaint, bench_notes, cast.users["bench.officer1"])
    handler = cast.users["bench.handler1"]
    _do(complaint, "assign", cast.users["bench.officer1"], Filled(people=(handler.id,)))
    _do(complaint, "notify", handler, Filled(told))
    _do(complaint, "give_account", judge, Filled(account))
    _do(complaint, "ask_disclosure", handler, Filled(asked))
    _do(complaint, "report", handler, Filled(report, finding="founded"))
    intake = cast.users["bar.officer1"]
    for marker, field, users in (
        (name, "identity", [lawyer, *own]),
        (facts, "facts", [lawyer, *own, *other]),
        (wanted, "wanted", [lawyer, *own, *other]),
        (place, "place", [lawyer, *own, *other]),
        (phone, "phone", [lawyer, *own]),
        (case, "case_number", [lawyer, *own]),
        (notes, "note", own),
        (message, "message", [lawyer, *own]),
        (bench_notes, "note of the bench", other),
        (told, "allegation", [*other, judge]),
        (account, "account", [*other, judge]),
        (asked, "disclosure", [*own, *other]),
        (report, "report", other),
    ):
        canaries.note(marker, complaint, field, users, is_sealed=True)
    lodging.save_draft(_standing(lawyer), {"facts": draft, "route": "conduct"})
    canaries.note(draft, complaint, "draft", [lawyer], is_sealed=True)
    _plant_circular(complaint, circular_text, intake, canaries, own, cast)


def _plant_circular(complaint: Complaint, text: str, officer: User, canaries: Any, own: list[User], cast: Cast) -> None:
    """The draft of one side: the other does not learn that there is any."""
    head, desk = cast.users["bench.supervisor1"], cast.users["bench.officer1"]
    closed = lodging.lodge(_plain(cast), _standing(cast.users["bar.lawyer1"]))
    _do(closed, "accept", officer)
    _do(closed, "transfer", officer)
    _do(closed, "acknowledge", desk)
    _do(closed, "assign", desk, Filled(people=(cast.users["bench.handler1"].id,)))
    _do(closed, "report", cast.users["bench.handler1"], Filled("查明如上。", finding="founded"))
    _do(closed, "conclude", head, Filled("属实。", finding="founded", measure="corrected"))
    _do(closed, "answer", desk, Filled("已办结。"))
    _do(closed, "reply", officer, Filled("已办结。"))
    moving.close_answered(closed)
    circular = circulars.draft_circular(Draft("通报", text), [closed], _standing(officer), officer)
    db.session.flush()
    canaries.note(text, circular, "text", own, is_sealed=True)


def _plain(cast: Cast) -> Lodging:
    """A complaint that has nothing to hide but who lodged it."""
    words = Words("阅卷预约未答复。", respondent=RESPONDENT, respondent_id=cast.people[RESPONDENT])
    return Lodging(
        direction=Direction.LAWYER_TO_JUDGE,
        category_id=next(one.id for one in queries.categories(Direction.LAWYER_TO_JUDGE)),
        identity=Identity.NAMED,
        words=words,
        person=Person("程亦舒", "", "", cast.users["bar.lawyer1"].id),
        body_id=cast.units[COURT],
    )


def _do(complaint: Complaint, verb: str, by: User, filled: Filled = NOTHING) -> None:
    moving.move(verb, complaint, filled, _standing(by), by)


def _standing(user: User) -> Standing:
    return standings_of([user])[user.id]


def _office(cast: Cast, side: Side) -> list[User]:
    return [user for user in cast.users.values() if user.side is side and user.own_roles & OFFICES]
