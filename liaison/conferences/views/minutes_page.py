"""The page of the minutes of one conference: the text for this reader, signatures, comments, files, what is next."""

from datetime import date
from typing import Any, Final

from flask.typing import ResponseReturnValue

from liaison.conferences.facts import read_distribution
from liaison.conferences.models import Conference
from liaison.conferences.projections import minutes as shown
from liaison.conferences.projections import pages
from liaison.conferences.queries import excerpts
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as rules
from liaison.conferences.services import copies
from liaison.conferences.services.comments import PLACES
from liaison.conferences.views.minutes import MINUTES, files_of
from liaison.conferences.views.room import blueprint
from liaison.core import clock
from liaison.core.declaration import Card
from liaison.core.moves import Refusal
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.store import clocks
from liaison.web.access import access, actor
from liaison.web.frame import draw, features
from liaison.web.language import limit_words

VERBS: Final = (
    "draft", "revise", "recall", "circulate", "comment", "answer", "countersign", "issue", "ask_reopening",
    "agree_reopening", "decline_reopening", "correct", "enter", "render",
)  # fmt: skip


@blueprint.get(MINUTES)
@access(load=queries.get_readable)
def minutes_page(conference: Conference) -> ResponseReturnValue:
    """The minutes as they stand for the reader: the draft, else those in force; signatures, comments, what is next."""
    user = actor()
    if conference.is_from_archive:
        corrections = queries.corrections(conference) if user.side is not None else []
        may = _may(user, conference)
        origin = features().offer("imported_from")(user, "conferences", conference.id)
        told = {"may": may, "corrections": corrections, "origin": origin}
        return draw("conferences/minutes/archived.html", conference=conference, **told)
    text = shown.text_for(user, conference)
    words: dict[str, Any] = {"paper": None, "text": text, "revision": text.revision if text else None}
    words |= {"may_preview": False, "comments": [], "events": [], "issues": []}
    issues = queries.issues(conference) if conference.paper_id is not None else []
    if text is not None:
        may_read_revisions = rules.may_read_revisions(user, conference)
        words |= {
            "may_preview": may_read_revisions and text.is_draft,
            "signatures": [(SIDE_LABELS[side], one) for side, one in shown.signatures(text.revision)],
            "events": shown.events(conference, issues) if may_read_revisions else [],
            "comments": conference.comments if rules.may_read_comments(user, conference) else [],
            "copies": _copies(user, text.distribution) if not text.is_draft else [],
        }
    if conference.paper is not None:
        words |= files_of(conference) | {"issues": issues, "excerpts": _excerpts(user, conference)}
    return draw(
        "conferences/minutes/minutes.html",
        conference=conference,
        may=_may(user, conference),
        countersign_refusal=_countersign_refusal(user, conference),
        asked=rules.pending(conference) if user.side is not None else None,
        stages=pages.stages(conference),
        comment_until=_comment_until(conference),
        comment_limit=limit_words(clocks.limit(clocks.MINUTES_COMMENT)),
        places=PLACES,
        said=pages.said,
        **words,
    )


def _may(user: Actor, conference: Conference) -> dict[str, bool]:
    may = {verb: conference_rules.why_not(verb, user, conference) is None for verb in VERBS}
    may["ask_reopening"] = may["ask_reopening"] and not queries.has_later_issue(conference)
    until = _comment_until(conference)
    may["comment"] = may["comment"] and until is not None and clock.today() <= until
    return may


def _countersign_refusal(user: Actor, conference: Conference) -> Refusal | None:
    """Why the own side cannot sign yet, where a word about it helps."""
    refusal = conference_rules.why_not("countersign", user, conference) if conference.revisions else None
    return refusal if refusal is not None and refusal.kind == "rule" else None


def _copies(user: Actor, distribution: str) -> list[tuple[str, bool]]:
    """The bodies that get a copy, and whether the notice went to each by mail; for organisers."""
    if copies.why_not_keep(user) is not None:
        return []
    names = read_distribution(distribution)
    known = {row.name for row in queries.copy_addresses(names)}
    return [(name, name in known) for name in names]


def _excerpts(user: Actor, conference: Conference) -> list[Card]:
    """The opinions of the agenda of which there is an excerpt, as far as the person may see them."""
    assert conference.paper_id is not None
    return list(features().cards(user, "opinion", excerpts.opinion_ids(conference.paper_id)).values())


def _comment_until(conference: Conference) -> date | None:
    at = conference.circulated_at
    return clocks.due_of(clocks.MINUTES_COMMENT, clock.local(at).date()).on if at is not None else None
