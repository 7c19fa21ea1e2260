"""What those who were there say of circulated minutes, and what comes of it."""

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences import queries
from liaison.conferences.facts import SECTIONS, TITLE
from liaison.conferences.models import Conference, MinutesComment
from liaison.conferences.queries import minutes as minutes_queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as rules
from liaison.conferences.services import minutes_notices
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store import clocks
from liaison.store.base import db

PLACES = {"title": TITLE, **SECTIONS}


def comment(conference: Conference, section: str, text: str, *, by: Actor, seen: int) -> MinutesComment:
    """Say something of a section of the revision that the page showed (`seen`), within the time for it.

    Raises Stale when a newer revision was saved meanwhile, Forbidden, or RuleBroken, also on `section`.
    """
    begin("comment", conference, by)
    if section not in PLACES:
        raise RuleBroken(N_("请从列表中选择一项。"), field="section")
    assert conference.circulated_at is not None
    until = clocks.due_of(clocks.MINUTES_COMMENT, clock.local(conference.circulated_at).date()).on
    refuse(rules.why_not_comment_today(until, clock.today()))
    revision = minutes_queries.latest(conference)
    assert revision is not None
    if seen != revision.number:
        raise Stale(
            N_("您阅读的是第%(seen)s稿，其间有人保存了第%(latest)s稿，您的意见没有保存。请阅读最新稿后再提出。"),
            seen=seen,
            latest=revision.number,
            yours={N_("意见"): text},
        )
    unit = next((row.unit for row in conference.attendances if row.person_id and row.person_id == by.person_id), "")
    made = MinutesComment(
        revision_number=revision.number, section=section, text=text, made_at=clock.now(), made_by_id=by.id,
        made_by=by.name, unit=unit,
    )  # fmt: skip
    conference.comments.append(made)
    flag_modified(conference, "title")
    db.session.flush()
    finish("comment", conference, by, comment=made.id, revision=revision.number)
    minutes_notices.send("comment", conference, revision, by, f"c{made.id}")
    return made


def answer(comment: MinutesComment, taken_up_in: int | None, text: str, *, by: Actor) -> MinutesComment:
    """Say what comes of a comment: taken up in a revision made after it, or not and why.

    Raises Forbidden, or RuleBroken on `taken_up_in` or `answer`, and for one that was answered.
    """
    conference = comment.conference
    queries.hold(conference)
    db.session.refresh(comment)
    refuse(conference_rules.why_not("answer", by, conference))
    if comment.is_answered:
        raise RuleBroken(N_("这条意见已经答复。"))
    revision = minutes_queries.latest(conference)
    assert revision is not None
    rules.check_answer(taken_up_in, text, comment, revision.number)
    comment.taken_up_in, comment.answer = taken_up_in, text
    comment.answered_at, comment.answered_by = clock.now(), by.name
    finish("answer", conference, by, comment=comment.id, taken_up_in=taken_up_in)
    db.session.flush()
    minutes_notices.send_to("answer", conference, [comment.made_by_id], by, f"a{comment.id}")
    return comment
