"""The search over everything that one may see."""

from flask import request
from flask.typing import ResponseReturnValue

from liaison.core.text import LONGEST_SEARCH, normalise_search
from liaison.home import queries
from liaison.home.views.room import blueprint
from liaison.web.access import access, actor
from liaison.web.frame import draw, features


@blueprint.get("/search")
@access()
def search() -> ResponseReturnValue:
    """What the words find, by kind of thing; each feature answers for what it lets this person see."""
    typed = request.args.get("q", "")
    q = normalise_search(typed)
    return draw(
        "home/search.html",
        q=q,
        is_empty=bool(typed) and not q,
        is_cut=len(typed) > LONGEST_SEARCH,
        found=queries.find(actor(), features(), q),
    )
