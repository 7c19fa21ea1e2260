"""The verbs on minutes: draft, revise, circulate, countersign, issue, render."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences import facts, queries
from liaison.conferences.facts import SECTIONS, TITLE, Associations
from liaison.conferences.models import Conference, Countersignature, MinutesIssue, MinutesRevision
from liaison.conferences.queries import ledger as ledger_queries
from liaison.conferences.queries import minutes as minutes_queries
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.services import copies, drafting, excerpts, minutes_notices
from liaison.conferences.services.drafting import OpinionFacts
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor, Side
from liaison.papers import fonts, glyphs
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.minutes import compose
from liaison.store import numbering, papers, previews, wordings
from liaison.store.base import db
from liaison.store.papers import Paper, PaperKind
from liaison.store.previews import Preview

SERIES = "minutes"
DRAFT_MARK = "草稿"


def draft(
    conference: Conference, associations: Associations, opinions: Sequence[OpinionFacts] = (), *, by: Actor
) -> MinutesRevision:
    """Word the records as the first revision. `opinions`: those of the agenda, in its order.

    Raises Forbidden, or RuleBroken where there is a draft already or an association is not in the directory.
    """
    begin("draft", conference, by)
    _check_associations(associations)
    entries = ledger_queries.ledger(conference)
    distribution = minutes_queries.last_distribution(conference)
    sections = drafting.sections_of(conference, associations, entries, opinions, distribution)
    revision = _save(conference, drafting.title_of(conference, associations), sections, by)
    finish("draft", conference, by, revision=revision.number)
    return revision


def revise(
    conference: Conference, title: str, sections: Mapping[str, str], *, by: Actor, seen: int | None = None
) -> MinutesRevision:
    """Save a new revision. `seen`: the number of the one on the page. What changes nothing there is no new revision.

    Signatures stay with the revision they were put under: countersigned minutes go back into circulation.
    Raises Stale with both texts of what was changed on the page, Forbidden, or RuleBroken on `attendance`.
    """
    queries.hold(conference)
    verb = minutes_rules.revising(conference.status)
    latest = _begin(verb, conference, by)
    typed = {TITLE: title, **{label: sections[key] for key, label in SECTIONS.items()}}
    shown = next((_texts(one) for one in conference.revisions if one.number == seen), _texts(latest))
    changed = {label for label, text in typed.items() if text != shown[label]}
    if not changed:
        return latest
    if seen is not None and seen != latest.number:
        stored = _texts(latest)
        raise Stale(
            N_("您打开的是第%(seen)s稿，其间有人保存了第%(latest)s稿，您的修改没有保存。请对照两份内容后重新提交。"),
            theirs={label: stored[label] for label in typed if label in changed},
            yours={label: typed[label] for label in typed if label in changed},
            seen=seen,
            latest=latest.number,
        )
    facts.read_attendance(sections["attendance"])
    revision = _save(conference, title, {key: sections[key] for key in SECTIONS}, by)
    finish(verb, conference, by, revision=revision.number)
    if verb == "recall":
        minutes_notices.send("recall", conference, revision, by)
    return revision


def circulate(conference: Conference, associations: Associations, *, by: Actor, seen: int | None = None) -> None:
    """Lay the latest revision before both sides and those who were there; the clock of comments starts.

    Raises Stale, Forbidden, or RuleBroken, also for a text that no paper can show.
    """
    revision = _begin("circulate", conference, by, seen)
    _freeze(conference, revision, associations, _open_number())
    conference.circulated_at = clock.now()
    finish("circulate", conference, by, revision=revision.number)
    minutes_notices.send("circulate", conference, revision, by)


def countersign(conference: Conference, seen: int, *, by: Actor) -> bool:
    """Sign for the own side the revision of that number; gives whether both sides have signed it now.

    Raises Stale when a newer revision was saved meanwhile, Forbidden or RuleBroken.
    """
    revision = _begin("countersign", conference, by)
    if seen != revision.number:
        raise Stale(
            N_("您阅读的是第%(seen)s稿，其间有人保存了第%(latest)s稿，会签没有进行。请阅读最新稿后再会签。"),
            seen=seen,
            latest=revision.number,
        )
    assert by.side is not None
    signature = Countersignature(side=by.side, signed_by_id=by.id, signed_by=by.name, signed_at=clock.now())
    revision.signatures.append(signature)
    _touch(conference)
    finish("countersign", conference, by, revision=revision.number, side=by.side)
    minutes_notices.send("countersign", conference, revision, by)
    is_complete = {one.side for one in revision.signatures} == set(Side)
    if is_complete:
        finish("complete", conference, None, revision=revision.number)
    db.session.flush()
    return is_complete


def issue(
    conference: Conference, associations: Associations, opinions: Sequence[OpinionFacts] = (), *,
    by: Actor, seen: int | None = None,
) -> Paper:  # fmt: skip
    """Number the countersigned revision, freeze its facts and ask the worker for PDF and Word.

    Minutes that were reopened take the place of those issued before, which are kept and say so to whoever checks them.
    `opinions`: those of the agenda; each gets its excerpt. Raises Stale, Forbidden, or RuleBroken, also for a text that
    no paper can show.
    """
    revision = _begin("issue", conference, by, seen)
    year = clock.today().year
    number = numbering.take(SERIES, year)
    before = conference.paper
    replaces = before.number if before is not None else ""
    frozen = _freeze(conference, revision, associations, _number(year, str(number)), replaces)
    conference.minutes_year, conference.minutes_number = year, number
    conference.paper = papers.freeze(PaperKind.MINUTES, frozen.number, frozen.title, canonical_json(frozen), by)
    if before is not None:
        before.replaced_by = conference.paper
        excerpts.replace(before, conference.paper)
    conference.issues.append(MinutesIssue(paper=conference.paper, revision_number=revision.number))
    finish("issue", conference, by, revision=revision.number, number=frozen.number, replaces=replaces)
    db.session.flush()
    excerpts.freeze(conference, conference.paper, frozen, opinions)
    copies.tell(conference.paper, frozen.distribution.copies_to)
    minutes_notices.send("issue", conference, revision, by)
    return conference.paper


def preview(conference: Conference, associations: Associations, back: str, *, by: Actor) -> Preview:
    """Have the latest revision set as it would be issued today, for this person alone. Raises RuleBroken."""
    revision = minutes_queries.latest(conference)
    assert revision is not None, "the page offers it only where there is a revision"
    frozen = _freeze(conference, revision, associations, _open_number())
    mark = papers.watermark() or DRAFT_MARK
    return previews.ask(PaperKind.MINUTES, frozen.title, canonical_json(frozen), mark, back, by)


def redate(days: Mapping[int, date], by: Actor | None) -> None:
    """Note that the last day for comments moved, by id, because the rule or a holiday changed; tell those concerned.

    The day itself is not kept: it follows from the moment of circulation.
    """
    for conference in minutes_queries.in_circulation():
        if conference.id in days:
            until = days[conference.id].isoformat()
            finish("redate", conference, by, comment_until=until)
            minutes_notices.send("redate", conference, conference.revisions[-1], by, until)


def render(conference: Conference, *, by: Actor) -> None:
    """Ask the worker once more for files that it could not make. Raises Forbidden or RuleBroken."""
    begin("render", conference, by)
    assert conference.paper is not None
    papers.press(conference.paper, by)
    finish("render", conference, by)
    db.session.flush()


def _begin(verb: str, conference: Conference, by: Actor, seen: int | None = None) -> MinutesRevision:
    """As for a conference; gives the latest revision, its signatures read anew under the lock."""
    queries.hold(conference)
    revision = minutes_queries.latest(conference)
    begin(verb, conference, by, seen)
    assert revision is not None, "the table lets no verb but draft through before there is a revision"
    return revision


def _texts(revision: MinutesRevision) -> dict[str, str]:
    """Title and sections by their labels."""
    return {TITLE: revision.title, **{label: revision.sections[key] for key, label in SECTIONS.items()}}


def _save(conference: Conference, title: str, sections: dict[str, str], by: Actor) -> MinutesRevision:
    latest = minutes_queries.latest(conference)
    revision = MinutesRevision(
        number=latest.number + 1 if latest else 1,
        title=title,
        sections=sections,
        saved_at=clock.now(),
        saved_by_id=by.id,
        saved_by=by.name,
    )
    conference.revisions.append(revision)
    _touch(conference)
    db.session.flush()
    return revision


def _touch(conference: Conference) -> None:
    """Raise the version: a page that shows an older revision or signature must not circulate or issue."""
    flag_modified(conference, "title")


def _open_number() -> str:
    """The number of minutes that have none yet, with a blank where it will stand."""
    return _number(clock.today().year, "　")


def _number(year: int, number: str) -> str:
    return wordings.numbered(facts.NUMBER, year, number)


def _freeze(
    conference: Conference, revision: MinutesRevision, associations: Associations, number: str, replaces: str = ""
) -> MinutesFacts:
    """The facts as of today, whose every character some font can show. Raises RuleBroken."""
    _check_associations(associations)
    mark = wordings.text(facts.MARK)
    frozen = facts.minutes_facts(conference, revision, associations, number, clock.today(), mark, replaces)
    try:
        glyphs.require(compose(frozen).texts(), fonts.find())
    except (glyphs.MissingGlyph, fonts.FontMissing) as error:
        raise RuleBroken(error.message, **error.params) from error
    return frozen


def _check_associations(associations: Associations) -> None:
    if not (associations.bar and associations.bench):
        raise RuleBroken(N_("名册中还没有登记双方的协会，纪要无法写明发文单位。"))
