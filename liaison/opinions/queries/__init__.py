"""Every select of opinions: what somebody may see, lists, counts, what waits, whom to write to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, String, and_, case, cast, false, func, or_, select, true
from sqlalchemy.orm import selectinload

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.moves import Move
from liaison.core.sides import Actor, Role, Side
from liaison.opinions.models import Opinion, OpinionCategory, OpinionEvent, OpinionStatus, Outcome, Satisfaction
from liaison.opinions.queries.figures import on_items
from liaison.opinions.rules import AT_BOTH_SIDES, MERGED_INTO, MOVES, PUBLISHED
from liaison.store import searching
from liaison.store.base import db
from liaison.store.links import Link, LinkKind
from liaison.store.searching import Finds
from liaison.store.users import User, does_work_of
from liaison.web.lists import Order

S = OpinionStatus
NEVER = date.max
ASIDE = (S.RETURNED, S.WITHDRAWN, S.MERGED)
MOST_WAITING = 100
MOST_TABLEABLE = 200

DUE = case((Opinion.status == S.SCREENED, func.coalesce(Opinion.reply_due_on, NEVER)), else_=NEVER)
ORDER: Order = {
    "number": (Opinion.year, Opinion.number),
    "received": (Opinion.received_on, Opinion.id),
    "due": (DUE, Opinion.id),
}
NEWEST = "-number"
LATEST_FIRST = (Opinion.year.desc(), Opinion.number.desc())
TEXTS = (Opinion.title, Opinion.text, Opinion.grounds, Opinion.wanted, Opinion.reply)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" and None: not at all. `status` is a word of `in_status`.

    `item_ids` are agenda items: the opinions on them. `found_ids`: what `q` finds, where that is known already.
    """

    q: str = ""
    side: str = ""
    status: str = ""
    category_id: int | None = None
    lead_id: int | None = None
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    replied_since: date | None = None
    replied_until: date | None = None
    satisfaction: str = ""
    is_in_time: bool = False
    screened_since: date | None = None
    screened_until: date | None = None
    item_ids: tuple[int, ...] | None = None
    found_ids: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filters()


def visible_to(user: Actor) -> ColumnElement[bool]:
    """What somebody may see: the twin of `rules.is_visible`, held equal by a property test."""
    if user.side is None:
        # Nearly everything is published: an index on the state would find it all and then sort it.
        is_published = cast(Opinion.status, String).in_([word.value for word in PUBLISHED])
        return is_published if user.has(Role.OBSERVER) else false()
    return or_(Opinion.status.in_(AT_BOTH_SIDES), _own(user))


def joined_by(unit_ids: Collection[int]) -> list[Row[int, int | None, list[int]]]:
    """The opinions that one of the units answers with others: (id, lead_id, joint_ids).

    The list is JSON, in which no database looks a number up: those that hold its digits are looked through.
    """
    digits = cast(Opinion.joint_ids, String)
    held = select(Opinion.id, Opinion.lead_id, Opinion.joint_ids).where(
        or_(*(digits.contains(str(id)) for id in unit_ids))
    )
    rows = db.session.execute(held.order_by(Opinion.id))
    return [row for row in rows if set(unit_ids) & set(row.joint_ids)]


def _visible_in(user: Actor, status: OpinionStatus) -> ColumnElement[bool]:
    """What `visible_to` asks of an opinion in this state."""
    if user.side is None:
        return true() if user.has(Role.OBSERVER) and status in PUBLISHED else false()
    return true() if status in AT_BOTH_SIDES else _own(user)


def visible_ids(user: Actor) -> Select[int]:
    """The ids of what somebody may see, for the selects of other features."""
    return select(Opinion.id).where(visible_to(user))


def get_visible(user: Actor, id: int) -> Opinion:
    """One opinion that the person may see. Raises NotFound."""
    opinion = db.session.scalar(select(Opinion).where(Opinion.id == id, visible_to(user)))
    if opinion is None:
        raise NotFound
    return opinion


def get_with_move(user: Actor, id: int, verb: str) -> tuple[Opinion, Move]:
    """The opinion and the one-field move that an address names. Raises NotFound, for an unknown verb too."""
    if verb not in MOVES or not MOVES[verb].is_simple:
        raise NotFound
    return get_visible(user, id), MOVES[verb]


def find_visible(user: Actor, ids: Collection[int]) -> Sequence[Opinion]:
    """Those of the opinions that the person may see, for cards."""
    return db.session.scalars(select(Opinion).where(Opinion.id.in_(ids), visible_to(user))).all()


def find_many(ids: Collection[int]) -> Sequence[Opinion]:
    """The opinions themselves, for the facts of a paper that both sides draw up."""
    return db.session.scalars(select(Opinion).where(Opinion.id.in_(ids))).all()


def proposers(ids: Collection[int]) -> dict[int, int]:
    """The users who lodged these opinions themselves, by opinion: whom to write to, never to be shown."""
    statement = select(Opinion.id, Opinion.proposer_user_id).where(Opinion.id.in_(ids))
    return {id: user_id for id, user_id in db.session.execute(statement) if user_id is not None}


def listed(user: Actor, filters: Filters) -> Select[Opinion]:
    """The opinions of a list.

    Their categories are loaded by themselves: joined, each row that a deep page passes over would look for its own.
    """
    narrowed = visible_to(user), *_filtered(user, filters)
    statement = select(Opinion).where(*narrowed).options(selectinload(Opinion.category))
    return statement.where(in_status(filters.status)) if filters.status else statement


def order_of(filters: Filters) -> Order:
    """What a list sorts by. All that waits for a reply has its day, and an index has them in order."""
    return {**ORDER, "due": (Opinion.reply_due_on, Opinion.id)} if filters.status in {"screened", "overdue"} else ORDER


def in_status(word: str) -> ColumnElement[bool]:
    """What a filter of status stands for; an unknown word finds nothing."""
    groups: dict[str, ColumnElement[bool]] = {
        "returned": Opinion.status.in_(ASIDE),
        "passed": Opinion.status.in_(AT_BOTH_SIDES),
        "overdue": _is_overdue(),
    }
    plain = {status.value: Opinion.status == status for status in (S.LODGED, S.SCREENED, S.REPLIED, S.CLOSED)}
    return {**plain, **groups}.get(word, false())


def count_by_status(user: Actor, filters: Filters) -> dict[str, int]:
    """How many there are by word of `in_status` and in all (""), under the other filters; one statement."""
    found = _count_once(user, filters) if filters.q else _count_by_index(user, filters)
    return {
        **found,
        "": sum(count for word, count in found.items() if word != "overdue"),
        "returned": sum(found.get(status, 0) for status in ASIDE),
    }


def _count_by_index(user: Actor, filters: Filters) -> dict[str, int]:
    """Each state by its own range of an index: of the many that both sides see nothing more is asked."""
    ranges = {status.value: ((Opinion.status == status), status) for status in S}
    ranges["overdue"] = (_is_overdue(), S.SCREENED)
    counted = [
        select(func.count(Opinion.id)).where(clause, _visible_in(user, status), *_filtered(user, filters))
        for clause, status in ranges.values()
    ]
    row = db.session.execute(select(*(statement.scalar_subquery() for statement in counted))).one()
    return dict(zip(ranges, row, strict=True))


def _count_once(user: Actor, filters: Filters) -> dict[str, int]:
    """A search reads every text: once, in the order of the table and not of an index on the state."""
    state, overdue = cast(Opinion.status, String), func.sum(case((_is_overdue(), 1), else_=0))
    statement = select(state, func.count(), overdue).where(visible_to(user), *_filtered(user, filters)).group_by(state)
    rows = db.session.execute(statement).all()
    return {**{str(status): count for status, count, _ in rows}, "overdue": sum(late for *_, late in rows)}


def search(user: Actor, q: str) -> ColumnElement[bool]:
    """What holds the words: number, title, text, or a proposer whose name the person may know."""
    columns = [*TEXTS, *([Opinion.full_number] if any(map(str.isdigit, q)) else ())]
    is_shown = Opinion.is_name_withheld.is_(False)
    may_know = or_(is_shown, _own(user)) if user.side else is_shown
    return or_(searching.holds(q, columns), and_(may_know, searching.holds(q, [Opinion.proposer_name])))


def looked_up(user: Actor, filters: Filters) -> Filters:
    """The same filters with what a rare word finds: every text is then read once, not for the counts and the page."""
    if not filters.q:
        return filters
    ids = searching.few_ids(select(Opinion).where(visible_to(user), search(user, filters.q)), Opinion.id)
    return filters if ids is None else replace(filters, found_ids=tuple(ids))


def find(user: Actor, q: str) -> Finds[Opinion]:
    """The newest opinions with these words, for the search across features."""
    return searching.find(select(Opinion).where(visible_to(user), search(user, q)), Opinion.id, LATEST_FIRST)


def categories() -> Sequence[OpinionCategory]:
    """The categories in the order of the office."""
    return db.session.scalars(select(OpinionCategory).order_by(OpinionCategory.position, OpinionCategory.id)).all()


def categories_in_use() -> Sequence[Row[OpinionCategory, int]]:
    """All categories in the order of the office, each with how many opinions have it; one statement."""
    statement = (
        select(OpinionCategory, func.count(Opinion.id))
        .outerjoin(Opinion, Opinion.category_id == OpinionCategory.id)
        .group_by(OpinionCategory.id)
    )
    return db.session.execute(statement.order_by(OpinionCategory.position, OpinionCategory.id)).all()


def find_category(name: str) -> OpinionCategory | None:
    """The category of that name, in use or retired."""
    return db.session.scalar(select(OpinionCategory).where(OpinionCategory.name == name))


def get_category(id: int) -> OpinionCategory:
    """One category. Raises NotFound."""
    found = db.session.get(OpinionCategory, id)
    if found is None:
        raise NotFound
    return found


def events_of(opinion: Opinion) -> Sequence[OpinionEvent]:
    """What happened to an opinion, oldest first."""
    statement = select(OpinionEvent).where(OpinionEvent.opinion_id == opinion.id).order_by(OpinionEvent.id)
    return db.session.scalars(statement).all()


def to_screen(user: Actor) -> Sequence[Opinion]:
    """What the officer's own side has lodged, oldest first; not what the officer lodged for himself or herself."""
    is_anothers = or_(Opinion.proposer_user_id.is_(None), Opinion.proposer_user_id != user.id)
    return _waiting(Opinion.status == S.LODGED, Opinion.side == user.side, is_anothers)


def to_reply(user: Actor) -> Sequence[Opinion]:
    """What the officer's side owes the other a reply to, the first due first."""
    return _waiting(Opinion.status == S.SCREENED, Opinion.side != user.side)


def to_amend(user: Actor) -> Sequence[Opinion]:
    """What came back to its proposer."""
    return _waiting(Opinion.status == S.RETURNED, Opinion.proposer_user_id == user.id)


def to_rate(user: Actor) -> Sequence[Opinion]:
    """What was replied to and waits for its proposer, or for the office where the proposer has no account."""
    is_mine = Opinion.proposer_user_id == user.id
    if user.has(Role.OFFICER):
        is_mine = or_(is_mine, and_(Opinion.proposer_user_id.is_(None), Opinion.side == user.side))
    return _waiting(Opinion.status == S.REPLIED, is_mine)


def late_replies(user: Actor) -> Sequence[Opinion]:
    """What the person's side should have replied to by now, the longest due first."""
    return _waiting(_is_overdue(), Opinion.side != user.side)


def due_between(user: Actor, first: date, last: date) -> Sequence[Opinion]:
    """What is to be replied to on these days: by the side for those who see to it, and to the person's own opinions."""
    is_mine = Opinion.proposer_user_id == user.id
    sees_to_it = user.roles & {Role.OFFICER, Role.HEAD_OF_SUPERVISION, Role.ORGANISER}
    is_told = or_(is_mine, Opinion.side != user.side) if sees_to_it else is_mine
    return _waiting(Opinion.status == S.SCREENED, Opinion.reply_due_on.between(first, last), is_told)


def untied(user: Actor) -> Sequence[Opinion]:
    """The newest opinions whose state allows an agenda and that are on none."""
    tied = select(Link).where(
        Link.to_kind == Opinion.__tablename__, Link.to_id == Opinion.id, Link.kind == LinkKind.TABLES
    )
    statement = select(Opinion).where(visible_to(user), Opinion.status.in_(MOVES["table"].sources), ~tied.exists())
    return db.session.scalars(statement.order_by(*LATEST_FIRST).limit(MOST_TABLEABLE)).all()


def merged_into(id: int) -> Sequence[Opinion]:
    """The opinions that another one answers for."""
    return db.session.scalars(select(Opinion).where(Opinion.merged_into_id == id).order_by(Opinion.id)).all()


def forget_merged(*opinions: Opinion) -> None:
    """Read anew which opinions these answer for."""
    for opinion in opinions:
        db.session.expire(opinion, ["merged"])


def targets(user: Actor, opinion: Opinion) -> Sequence[Opinion]:
    """The newest opinions of the own side into which this one may be merged."""
    may = (Opinion.side == opinion.side) & Opinion.status.in_(MERGED_INTO) & (Opinion.id != opinion.id)
    statement = select(Opinion).where(visible_to(user), may)
    return db.session.scalars(statement.order_by(*LATEST_FIRST).limit(MOST_TABLEABLE)).all()


def replied_before(day: date) -> Sequence[Opinion]:
    """What was replied to before that day and is not closed."""
    statement = select(Opinion).where(Opinion.status == S.REPLIED, Opinion.replied_on < day)
    return db.session.scalars(statement.order_by(Opinion.id)).all()


def due_by(day: date) -> Sequence[Opinion]:
    """The replies that are due on that day at the latest, overdue ones included."""
    statement = select(Opinion).where(Opinion.status == S.SCREENED, Opinion.reply_due_on <= day)
    return db.session.scalars(statement.order_by(Opinion.reply_due_on, Opinion.id)).all()


def awaiting_reply() -> Sequence[Opinion]:
    """The opinions whose clock runs."""
    statement = select(Opinion).where(Opinion.status == S.SCREENED, Opinion.reply_due_on.is_not(None))
    return db.session.scalars(statement.order_by(Opinion.id)).all()


def addresses(
    told: Collection[tuple[Side, Role]], user_ids: Collection[int], but: int | None
) -> Sequence[Row[int, str, str | None]]:
    """Whom to write to, as (user, address, language): who holds these roles of these sides and these users, except who
    acts.
    """
    holds = [does_work_of(role) & (User.side == side) for side, role in told]
    statement = select(User.id, User.email, User.language).where(User.is_enabled, User.email != "")
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.where(or_(*holds, User.id.in_(user_ids))).order_by(User.id)).all()


def count_proposed(user_id: int) -> int:
    """How many opinions a user proposed."""
    statement = select(func.count()).select_from(Opinion).where(Opinion.proposer_user_id == user_id)
    return db.session.scalar(statement) or 0


def _own(user: Actor) -> ColumnElement[bool]:
    """The proposer and the own side's officers."""
    is_proposer = Opinion.proposer_user_id == user.id
    return or_(is_proposer, Opinion.side == user.side) if user.has(Role.OFFICER) else is_proposer


def _is_overdue() -> ColumnElement[bool]:
    return and_(Opinion.status == S.SCREENED, Opinion.reply_due_on < clock.today())


def _filtered(user: Actor, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Every filter but the status."""
    if filters.found_ids is not None:
        yield Opinion.id.in_(filters.found_ids)
    elif filters.q:
        yield search(user, filters.q)
    if filters.side:
        yield Opinion.side == filters.side if filters.side in set(Side) else false()
    if filters.category_id is not None:
        yield Opinion.category_id == filters.category_id
    if filters.lead_id is not None:
        yield Opinion.lead_id == filters.lead_id
    if filters.outcome:
        yield Opinion.outcome == filters.outcome if filters.outcome in set(Outcome) else false()
    if filters.satisfaction:
        yield Opinion.satisfaction == filters.satisfaction if filters.satisfaction in set(Satisfaction) else false()
    if filters.item_ids is not None:
        yield Opinion.id.in_(on_items(filters.item_ids))
    yield from _within(filters)


def _within(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The days of receipt and of reply; both ends included."""
    if filters.since is not None:
        yield Opinion.received_on >= filters.since
    if filters.until is not None:
        yield Opinion.received_on <= filters.until
    if filters.is_in_time:
        yield Opinion.replied_on <= Opinion.reply_due_on
    if filters.screened_since is not None:
        yield Opinion.screened_on >= filters.screened_since
    if filters.screened_until is not None:
        yield Opinion.screened_on <= filters.screened_until
    if filters.replied_since is not None:
        yield Opinion.replied_on >= filters.replied_since
    if filters.replied_until is not None:
        yield Opinion.replied_on <= filters.replied_until


def _waiting(*clauses: ColumnElement[bool]) -> Sequence[Opinion]:
    statement = select(Opinion).where(*clauses).order_by(Opinion.reply_due_on, Opinion.id)
    return db.session.scalars(statement.limit(MOST_WAITING)).all()
