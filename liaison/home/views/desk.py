"""The first page after sign-in, everything that waits, and a screen of open figures for meetings."""

from flask import make_response, request
from flask.typing import ResponseReturnValue

from liaison.core import clock
from liaison.core.sides import Role
from liaison.home import projections, queries
from liaison.home.views.room import blueprint
from liaison.web import lists, sessions
from liaison.web.access import access, actor, holding
from liaison.web.frame import draw, features
from liaison.web.language import tr

WALL_SECONDS = 60
SHOWERS = (Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION, Role.OBSERVER)


@blueprint.get("/")
@access()
def home() -> ResponseReturnValue:
    """What waits for this person, what is late, what comes, and how the last twelve months went."""
    user, today = actor(), clock.today()
    months = queries.months_until(today)
    return draw(
        "home/home.html",
        desk=queries.desk(user, features(), today),
        shown=queries.SHOWN,
        shown_dates=queries.SHOWN_DATES,
        starts=queries.starts(user, features()),
        trends=[projections.drawn(one, months) for one in queries.trends(user, features(), today)],
        may_show=bool(user.roles & set(SHOWERS)),
    )


@blueprint.get("/waiting")
@access()
def waiting() -> ResponseReturnValue:
    """Everything that waits, by kind and by how urgent it is."""
    desk = queries.desk(actor(), features(), clock.today())
    which, kind = request.args.get("which", ""), request.args.get("kind", "")
    page = lists.page_of(desk.narrowed(which, kind), "due")
    counts = {"": len(desk.waiting), "late": len(desk.late), "soon": len(desk.soon)}
    return draw(
        "home/waiting.html",
        page=page,
        kind=kind,
        tabs=[
            (tr(label), page.filters_url(which=word or None), counts[word], which == word)
            for word, label in queries.URGENCIES
        ],
        kinds=[(label, tr(label), count) for label, count in desk.kinds.items()],
    )


@blueprint.get("/wall")
@access(holding(*SHOWERS))
def wall() -> ResponseReturnValue:
    """Large open figures for a screen in a meeting; it loads itself anew, with no script needed."""
    user, today = actor(), clock.today()
    months, found = queries.months_until(today), queries.trends(user, features(), today, only_open=True)
    coming = [entry for entry in queries.coming(user, features(), today) if entry.is_open]
    response = make_response(
        draw(
            "home/wall.html",
            trends=[projections.drawn(one, months) for one in found],
            coming=coming[: queries.SHOWN_DATES - 2],
            at=clock.now(),
        )[0]
    )
    return sessions.reload_every(WALL_SECONDS, response)
