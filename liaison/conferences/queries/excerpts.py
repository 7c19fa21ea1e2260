"""Selects of excerpts: what issued minutes say of one opinion, and the papers made of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from liaison.conferences.models import Conference, MinutesExcerpt
from liaison.conferences.queries import minutes, visible_to
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store.base import db
from liaison.store.papers import Paper
from liaison.web.frame import features


def get(user: Actor, id: int, opinion_id: int) -> MinutesExcerpt:
    """What the minutes in force say of an opinion, if both are there for the person. Raises NotFound."""
    conference = minutes.get(user, id)
    if conference.paper_id is None or not features().card(user, "opinion", opinion_id):
        raise NotFound
    found = db.session.get(MinutesExcerpt, (conference.paper_id, opinion_id))
    if found is None:
        raise NotFound
    return found


def get_on_paper(user: Actor, id: int, opinion_id: int) -> MinutesExcerpt:
    """As `get`, of an excerpt that has a paper of its own. Raises NotFound."""
    excerpt = get(user, id, opinion_id)
    if excerpt.sheet is None:
        raise NotFound
    return excerpt


def hold(excerpt: MinutesExcerpt) -> None:
    """Lock the excerpt until the transaction ends, its paper read anew."""
    db.session.refresh(excerpt, with_for_update={"of": MinutesExcerpt})


def place(excerpt: MinutesExcerpt) -> int:
    """Which excerpt of its minutes it is, from 1."""
    before = MinutesExcerpt.paper_id == excerpt.paper_id, MinutesExcerpt.opinion_id <= excerpt.opinion_id
    return db.session.scalars(select(func.count()).select_from(MinutesExcerpt).where(*before)).one()


def find_conference(user: Actor, opinion_id: int) -> int | None:
    """The conference whose minutes in force hold an excerpt of an opinion, if the person may see it."""
    statement = select(Conference.id).join(MinutesExcerpt, MinutesExcerpt.paper_id == Conference.paper_id)
    found = statement.where(MinutesExcerpt.opinion_id == opinion_id, visible_to(user))
    return db.session.scalar(found.order_by(Conference.held_on.desc()).limit(1))


def opinion_ids(paper_id: int) -> Collection[int]:
    """The opinions of which these minutes hold an excerpt."""
    return db.session.scalars(select(MinutesExcerpt.opinion_id).where(MinutesExcerpt.paper_id == paper_id)).all()


def on_paper(paper: Paper) -> Sequence[MinutesExcerpt]:
    """The excerpts of these minutes that have a paper of their own."""
    statement = select(MinutesExcerpt).options(joinedload(MinutesExcerpt.sheet, innerjoin=True))
    return db.session.scalars(statement.where(MinutesExcerpt.paper_id == paper.id)).all()


def visible_sheets(user: Actor) -> Select[int | None]:
    """The ids of the excerpts on paper of conferences and opinions that the person may see."""
    statement = select(MinutesExcerpt.sheet_id).where(MinutesExcerpt.sheet_id.is_not(None))
    is_seen = MinutesExcerpt.opinion_id.in_(features().offer("visible_opinions")(user))
    return statement.where(MinutesExcerpt.paper_id.in_(minutes.visible_papers(user)), is_seen)


def is_keeper(user: Actor, sheet_id: int) -> bool:
    """Whether the person may deposit the signed and sealed scan: an organiser of either side."""
    return minutes.is_keeper(user, _minutes_of(sheet_id))


def origin(sheet_id: int) -> tuple[str, int]:
    """The conference whose minutes the excerpt is of, as kind and id of its card."""
    return minutes.origin(_minutes_of(sheet_id))


def _minutes_of(sheet_id: int) -> int:
    return db.session.scalars(select(MinutesExcerpt.paper_id).where(MinutesExcerpt.sheet_id == sheet_id)).one()
