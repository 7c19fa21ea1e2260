"""A small city with somebody for each part, and complaints in any state, made through the services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from liaison.accounts import services as accounts
from liaison.complaints.models import Complaint, Direction, Identity, Status
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import code_holder, standings_of
from liaison.complaints.rules.relations import Standing
from liaison.complaints.rules.words import Person as Complainant
from liaison.complaints.rules.words import Words
from liaison.complaints.services import categories, lodging, moving
from liaison.complaints.services.finishing import Filled
from liaison.complaints.services.lodging import Lodging
from liaison.core.references import secret_code
from liaison.core.sides import Role, Side
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.store.base import db
from liaison.store.remembered import forget
from liaison.store.users import User
from tests.makers.directory import make_chamber, make_court, make_organisation, make_person
from tests.page import PASSWORD

S = Status
L2J, J2L = Direction.LAWYER_TO_JUDGE, Direction.JUDGE_TO_LAWYER
FACTS = "3月2日提交阅卷预约，系统提示三个工作日内答复，至3月16日仍未答复。其间两次致电，均称已转承办部门。"


@dataclass(frozen=True)
class City:
    """Accounts by what they are; ids of bodies and of the two people complained of."""

    users: Mapping[str, User]
    court_id: int
    firm_id: int
    judge_person_id: int
    lawyer_person_id: int

    def __getitem__(self, name: str) -> User:
        return self.users[name]


PEOPLE: dict[str, tuple[Side, Role]] = {
    "lawyer": (Side.BAR, Role.LAWYER),
    "other_lawyer": (Side.BAR, Role.LAWYER),
    "bar_officer": (Side.BAR, Role.OFFICER),
    "bar_officer2": (Side.BAR, Role.OFFICER),
    "bar_head": (Side.BAR, Role.HEAD_OF_SUPERVISION),
    "investigator": (Side.BAR, Role.INVESTIGATOR),
    "investigator2": (Side.BAR, Role.INVESTIGATOR),
    "panel": (Side.BAR, Role.PANEL_MEMBER),
    "panel2": (Side.BAR, Role.PANEL_MEMBER),
    "judge": (Side.BENCH, Role.JUDGE),
    "other_judge": (Side.BENCH, Role.JUDGE),
    "court_officer": (Side.BENCH, Role.OFFICER),
    "court_officer2": (Side.BENCH, Role.OFFICER),
    "court_head": (Side.BENCH, Role.HEAD_OF_SUPERVISION),
    "handler": (Side.BENCH, Role.HANDLER),
    "handler2": (Side.BENCH, Role.HANDLER),
}


def make_city(password: str = PASSWORD) -> City:
    """`lawyer` complains about `judge` and the other way round; everybody else sits elsewhere."""
    categories.ensure_categories()
    bar = make_organisation(OrganisationKind.BAR_ASSOCIATION, name="云江市律师协会", address="云江市东大街1号")
    bench = make_organisation(OrganisationKind.JUDGES_ASSOCIATION, name="云江市法官协会")
    firm, elsewhere = make_organisation(name="云江澄衡律师事务所"), make_organisation(name="云江远山律师事务所")
    court = make_court()
    chamber, office = make_chamber(court), make_chamber(court, "督察室")
    units = {"lawyer": firm, "judge": chamber, "other_judge": office, "handler": office, "handler2": office}
    persons: dict[str, Any] = {}
    for name, (side, role) in PEOPLE.items():
        home = units.get(name) or (bar if side is Side.BAR and role is Role.OFFICER else None)
        unit = home or (elsewhere if side is Side.BAR else bench)
        kind = {Role.JUDGE: PersonKind.JUDGE, Role.LAWYER: PersonKind.LAWYER}.get(role, PersonKind.STAFF)
        persons[name] = make_person(unit, kind, name={"lawyer": "沈知远", "judge": "顾明川"}.get(name, name))
    db.session.flush()
    users = {
        name: accounts.add(
            name, persons[name].name, side, {role}, password, by=None,
            person_id=persons[name].id, email=f"{name}@example.org",
        )
        for name, (side, role) in PEOPLE.items()
    }  # fmt: skip
    db.session.flush()
    return City(users, court.id, firm.id, persons["judge"].id, persons["lawyer"].id)


def who(user: User) -> Standing:
    """The standing of an account as it is now."""
    forget()
    return standings_of([user])[user.id]


def a_lodging(city: City, direction: Direction = L2J, identity: Identity = Identity.NAMED, **words: Any) -> Lodging:
    """What the lawyer lodges about the judge, or the judge about the lawyer."""
    is_out = direction is L2J
    about = city.judge_person_id if is_out else city.lawyer_person_id
    said = Words(
        facts=FACTS, wanted="请答复阅卷安排。", happened="3月2日至16日", case_number="（2026）云01民终123号",
        respondent="顾明川（民事审判第一庭）" if is_out else "沈知远（云江澄衡律师事务所）", respondent_id=about,
    )  # fmt: skip
    user = city["lawyer" if is_out else "judge"]
    person = Complainant(user.name, "云江澄衡律师事务所" if is_out else "民事审判第一庭", "", user.id)
    return Lodging(
        direction=direction,
        category_id=next(one.id for one in queries.categories(direction)),
        identity=identity,
        words=replace(said, **words),
        person=None if identity is Identity.ANONYMOUS else person,
        body_id=city.court_id if is_out else city.firm_id,
    )


# How a complaint comes as far as a state: (verb, who does it, what is filled in).
Act = tuple[str, str, Filled]
TEXT = Filled(text="核查情况和理由如下。")
FOUND = Filled(text="经核查，阅卷预约未按期答复属实。", finding="partly", measure="corrected")
DECIDED = Filled(text="当事人的行为违反规定。", finding="founded", measure="warning")
OUT: dict[Status, tuple[Act, ...]] = {
    S.ACCEPTED: (("accept", "bar_officer", Filled()),),
    S.TRANSFERRED: (("transfer", "bar_officer", Filled()),),
    S.ACKNOWLEDGED: (("acknowledge", "court_officer", Filled()),),
    S.UNDER_CHECK: (("assign", "court_officer", Filled(people=(-1,))), ("notify", "handler", TEXT)),
    S.REPORTED: (("report", "handler", FOUND),),
    S.CONCLUDED: (("conclude", "court_head", FOUND),),
    S.ANSWERED: (("answer", "court_officer", TEXT),),
    S.REPLIED: (("reply", "bar_officer", TEXT),),
    S.CLOSED: (("close", "lawyer", Filled()),),
}
BACK: dict[Status, tuple[Act, ...]] = {
    S.VETTED: (("vet", "court_officer", Filled()),),
    S.RECEIVED: (("receive", "bar_officer", Filled()), ("convene", "bar_officer", Filled(people=(-2, -3)))),
    S.DOCKETED: (("docket", "panel", TEXT),),
    S.NOTIFIED: (("notify", "panel", TEXT),),
    S.DEFENDED: (("defend", "lawyer", TEXT),),
    S.UNDER_INVESTIGATION: (("investigate", "bar_officer", Filled(people=(-4, -5))),),
    S.INVESTIGATED: (("report", "investigator", FOUND),),
    S.HEARING_OFFERED: (("offer_hearing", "panel", TEXT),),
    S.HEARD: (("waive_hearing", "lawyer", TEXT),),
    S.DECIDED: (("decide", "panel", DECIDED),),
    S.SERVED: (("serve", "bar_officer", TEXT),),
    S.FED_BACK: (("feed_back", "bar_officer", TEXT),),
    S.CLOSED: (("close", "judge", Filled()),),
}
PLACES = {-1: "handler", -2: "panel", -3: "panel2", -4: "investigator", -5: "investigator2"}


def make_complaint(
    city: City, status: Status = S.LODGED, direction: Direction = L2J, identity: Identity = Identity.NAMED, **words: Any
) -> Complaint:
    """A complaint that has come as far as a state of the straight way."""
    complainant = city["lawyer" if direction is L2J else "judge"]
    made = a_lodging(city, direction, identity, **words)
    if identity is Identity.ANONYMOUS:
        made = replace(made, code=secret_code())
    complaint = lodging.lodge(made, who(complainant))
    path = OUT if direction is L2J else BACK
    for state, acts in path.items() if status is not S.LODGED else ():
        for act in acts:
            do(city, complaint, *act)
        if state is status:
            break
    db.session.flush()
    return complaint


def do(city: City, complaint: Complaint, verb: str, by: str, filled: Filled = TEXT) -> Complaint:
    """One verb by one account, its placeholders for people filled in."""
    user = city[by]
    people: Iterable[int] = (city[PLACES[id]].id if id in PLACES else id for id in filled.people)
    moving.move(verb, complaint, replace(filled, people=tuple(people)), who(user), user)
    return complaint


def by_code(complaint: Complaint, verb: str, filled: Filled = TEXT) -> None:
    """One verb by whoever holds the return code."""
    moving.move(verb, complaint, filled, code_holder(complaint.id), None)
