"""What issued minutes say of one opinion: the page for its proposer, and the same as a paper."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from liaison.conferences.models import MinutesExcerpt
from liaison.conferences.projections.excerpts import excerpt_paper, grouped
from liaison.conferences.projections.minutes import verification_code
from liaison.conferences.queries import minutes as queries
from liaison.conferences.views.minutes import MINUTES
from liaison.conferences.views.room import blueprint
from liaison.core import clock
from liaison.papers.canonical import canonical_json
from liaison.store import papers, previews
from liaison.web.access import access, actor
from liaison.web.frame import draw, features

# It looks like a letter; whoever gets it shall see that it is none.
MARK = "摘录"
EXCERPT = f"{MINUTES}/excerpts/<int(max=2147483647):opinion_id>"


@blueprint.get(EXCERPT)
@access(load=queries.excerpt)
def minutes_excerpt(excerpt: MinutesExcerpt) -> ResponseReturnValue:
    """The passages of the minutes that concern an opinion."""
    _, conference_id = queries.origin(excerpt.paper_id)
    return draw(
        "conferences/minutes/excerpt.html",
        facts=excerpt.facts,
        passages=grouped(excerpt.facts),
        held_on=date.fromisoformat(excerpt.facts["held_on"]),
        issued_on=date.fromisoformat(excerpt.facts["issued_on"]),
        card=features().card(actor(), "opinion", excerpt.opinion_id),
        conference_id=conference_id,
        code=verification_code(excerpt.paper),
        print_url=url_for("conferences.print_excerpt", id=conference_id, opinion_id=excerpt.opinion_id),
    )


@blueprint.post(f"{EXCERPT}/print")
@access(load=queries.excerpt)
def print_excerpt(excerpt: MinutesExcerpt) -> ResponseReturnValue:
    """The excerpt as a paper, for this person alone; the worker makes it."""
    _, conference_id = queries.origin(excerpt.paper_id)
    facts = excerpt_paper(excerpt.facts, verification_code(excerpt.paper), clock.today())
    back = url_for("conferences.minutes_excerpt", id=conference_id, opinion_id=excerpt.opinion_id)
    preview = previews.ask("letter", facts.title, canonical_json(facts), papers.watermark() or MARK, back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)
