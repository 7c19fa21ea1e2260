"""Who reaches which address of the desk and of visits: (relation, method, URL, expected answer)."""

from datetime import timedelta

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.reception.models.following import BodyKind
from liaison.reception.models.visits import CheckResult, DeclarationKind, Visit, VisitOutcome, VisitStatus
from liaison.reception.services import checks, referrals, talks, visits
from liaison.reception.services.referrals import SendingOn
from liaison.reception.services.talks import Conclusion
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.reception import bar_officer, make_lawyer
from tests.makers.visits import NOTICES, WORDS, make_desk, make_visit
from tests.page import Browser

V = VisitStatus
PEOPLE: dict[str, tuple[Side | None, set[Role]]] = {
    "officer": (Side.BAR, {Role.OFFICER}),
    "talking": (Side.BAR, {Role.LAWYER}),
    "desk": (Side.BAR, {Role.LAWYER}),
    "conflicted": (Side.BAR, {Role.LAWYER}),
    "elsewhere": (Side.BAR, {Role.LAWYER}),
    "lawyer": (Side.BAR, {Role.LAWYER}),
    "court_officer": (Side.BENCH, {Role.OFFICER}),
    "judge": (Side.BENCH, {Role.JUDGE}),
    "administrator": (None, {Role.ADMINISTRATOR}),
    "visitor": (None, set()),
}
# talking: has the visit · desk: on duty that day · conflicted: on duty, but found to have a conflict ·
# elsewhere: a duty lawyer of another day · lawyer: no duty lawyer at all.
TABLE = [
    ("GET", "/reception/desk", "302 302 302 302 200 403 403 403 403 302"),
    ("GET", "/reception/days/{day}/desk", "200 200 200 200 403 403 403 403 404 302"),
    ("GET", "/reception/days/{day}/register", "200 200 200 200 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/register", "422 422 422 422 403 403 403 403 404 302"),
    ("POST", "/reception/days/{day}/draft", "200 200 200 200 403 403 403 403 404 302"),
    ("GET", "/reception/days/{day}/board", "200 200 200 200 403 403 200 403 404 302"),
    ("POST", "/reception/days/{day}/paper-form", "303 303 303 303 403 403 403 403 404 302"),
    ("GET", "/reception/days/{past}/register", "200 403 403 403 403 403 403 403 404 302"),
    ("GET", "/reception/visits", "200 200 200 200 200 403 403 403 403 302"),
    ("GET", "/reception/visits?format=xlsx", "200 200 200 200 200 403 403 403 403 302"),
    ("GET", "/reception/visits/{talking}", "200 200 200 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{done}", "200 200 200 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{old}", "200 200 404 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/talk", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/talk", "303 303 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/limits", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/limits", "303 303 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/conclude", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/conclude", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/hand-over", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/hand-over", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/clear", "409 409 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/clear", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{talking}/amend", "200 200 200 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{talking}/amend", "422 422 422 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{waiting}/call", "200 200 200 200 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{waiting}/recognise", "200 200 200 200 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{waiting}/recognise", "422 422 422 422 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{waiting}/begin", "409 403 403 403 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{booked}/rebook", "200 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{booked}/rebook", "422 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{booked}/cancel", "422 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{booked}/arrive", "409 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/requeue", "409 409 409 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/leave", "409 409 409 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/nonsense", "404 404 404 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/note", "303 303 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{done}/follow-up", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/follow-up", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{done}/rate", "200 200 200 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/rate", "422 422 422 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{done}/refer", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/refer", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/{done}/opine", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/{done}/opine", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/referrals/{referral}/receive", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/referrals/{referral}/receive", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/referrals/{referral}/answer", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/referrals/{referral}/answer", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/referrals/{referral}/withdraw", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/referrals/{referral}/withdraw", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/visits/legal-opinions/{opinion}/settle", "200 200 403 404 404 404 404 404 404 302"),
    ("POST", "/reception/visits/legal-opinions/{opinion}/settle", "422 422 403 404 404 404 404 404 404 302"),
    ("GET", "/reception/declarations", "403 200 200 200 200 403 403 403 403 302"),
    ("POST", "/reception/declarations", "403 422 422 422 422 403 403 403 403 302"),
    ("POST", "/reception/declarations/{declared}/retract", "404 303 404 404 404 404 404 404 404 302"),
    ("GET", "/reception/persons", "200 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/persons/find", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/persons/export", "422 403 403 403 403 403 403 403 403 302"),
    ("POST", "/reception/persons/erase", "422 403 403 403 403 403 403 403 403 302"),
    ("GET", "/reception/rating", "200 200 200 200 200 200 200 200 200 200"),
    ("POST", "/reception/rating", "422 422 422 422 422 422 422 422 422 422"),
    ("POST", "/reception/visits/{waiting}/call", "303 422 422 422 404 404 404 404 404 302"),
    ("POST", "/reception/days/{day}/call-next", "303 303 303 303 403 403 403 403 404 302"),
]  # fmt: skip
PREFIXES = ("desk.", "visits.", "declarations.", "persons.", "rating.")


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the table, signed in."""
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def things() -> dict[str, int]:
    """A visit in each state that the table asks about; `conflicted` has a conflict with all but the waiting one."""
    with unit.transaction():
        today = clock.today()
        desk = make_desk(lawyers=3)
        past, ahead = make_desk(today - timedelta(7)), make_desk(today + timedelta(7))
        lawyers = dict(zip(("talking", "desk", "conflicted"), desk.lawyers, strict=True))
        lawyers["elsewhere"] = make_lawyer()
        for name, lawyer in lawyers.items():
            db.session.query(User).filter_by(username=name).one().person_id = lawyer.person_id
        found = {"day": desk.day.id, "past": past.day.id, "booked": make_visit(ahead, V.BOOKED).id}
        for name, status in (("talking", V.TALKING), ("done", V.DONE)):
            visit = make_visit(desk, V.CALLED, lawyer=lawyers["conflicted"], name=name)
            _conflict(visit, lawyers["talking"].id, status)
            found[name] = visit.id
        waiting = make_visit(desk, name="丙")
        old = make_visit(past, V.CALLED, name="丁")
        old.lawyer_id = lawyers["talking"].id
        done = _visit(found["done"])
        opinion = referrals.opine(done, "意见", today, bar_officer())
        referral = referrals.refer(done, SendingOn(BodyKind.OTHER, "某单位", today), bar_officer())
        talking = db.session.query(User).filter_by(username="talking").one()
        declared = referrals.declare(DeclarationKind.CLIENT, "甲", "", talking)
        return {**found, "waiting": waiting.id, "old": old.id, "opinion": opinion.id, "referral": referral.id,
                "declared": declared.id}  # fmt: skip


def _visit(id: int) -> Visit:
    return db.session.get_one(Visit, id)


def _conflict(visit: Visit, to: int, status: V) -> None:
    by = bar_officer()
    checks.hand_over(visit, "本所委托人", by, to)
    assert visit.check is not None
    assert visit.check.result is CheckResult.CLEAR
    visits.move(visit, "begin", by)
    if status is V.DONE:
        talks.record(visit, WORDS, by)
        talks.conclude(visit, Conclusion(VisitOutcome.ANSWERED, NOTICES, is_advised=True), by)


def test_access_table(browsers: dict[str, Browser]) -> None:
    ids = things()
    wrong = []
    for method, address, expected in TABLE:
        url = address.format(**ids)
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            browser = browsers[name]
            response = browser.post(url) if method == "POST" else browser.send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {address} for {name}: {response.status_code} instead of {answer}")
    assert not wrong, "\n".join(wrong)


def test_every_address_is_in_the_table(app: Flask) -> None:
    asked = {(method, _plain(address)) for method, address, _ in TABLE}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(PREFIXES):
            continue
        for method in set(rule.methods or ()) & {"GET", "POST"}:
            plain = rule.rule.replace("<int:id>", "{}").replace("<verb>", "nonsense")
            assert (method, plain) in asked, f"{method} {plain} is in no row of the access table"


def _plain(address: str) -> str:
    """The address without which thing it is of."""
    return "/".join("{}" if part.startswith("{") else part for part in address.split("?")[0].split("/"))


def test_forbidden_and_absent_visits_get_the_same_answer(browsers: dict[str, Browser]) -> None:
    ids = things()
    hidden, absent = ids["talking"], ids["talking"] + 1000
    for name in ("conflicted", "court_officer", "judge"):
        texts = [
            browsers[name].send("GET", f"/reception/visits/{id}").text.replace(f"visits/{id}", "visits/N")
            for id in (hidden, absent)
        ]
        assert len({"\n".join(line for line in text.splitlines() if "csrf_token" not in line) for text in texts}) == 1
