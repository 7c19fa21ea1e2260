"""What is printed for the room, and the files of the notice."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from liaison.conferences import queries
from liaison.conferences.models import Conference
from liaison.conferences.queries import ledger
from liaison.conferences.services import handouts, notices
from liaison.conferences.services.handouts import HANDOUTS
from liaison.conferences.services.known import Known
from liaison.conferences.views.replies import phones_of
from liaison.conferences.views.room import ONE, associations, blueprint, why_not_organise
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store import files
from liaison.web.access import access, actor
from liaison.web.export import attachment
from liaison.web.frame import draw, features


@blueprint.get(f"{ONE}/print")
@access(load=queries.get_visible, why_not=why_not_organise)
def handout_list(conference: Conference) -> ResponseReturnValue:
    """Everything that can be printed for the room."""
    door = notices.door_address(conference) if conference.door_token else ""
    return draw("conferences/print.html", conference=conference, handouts=HANDOUTS, door=door)


@blueprint.post(f"{ONE}/print/<name>")
@access(
    load=lambda user, id, name: _chosen(user, id, name), why_not=lambda user, chosen: why_not_organise(user, chosen[0])
)
def print_handout(chosen: tuple[Conference, str]) -> ResponseReturnValue:
    """Have one of them made."""
    conference, name = chosen
    back = url_for("conferences.handout_list", id=conference.id)
    preview = handouts.ask(conference, name, _known(conference, name), back, by=actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.get(f"{ONE}/notice/<any(pdf, docx):wanted>")
@access(load=lambda user, id, wanted: _notice(user, id, wanted))
def notice_file(stored: Any) -> ResponseReturnValue:
    """The notice as PDF or Word, for those who may see the conference."""
    return attachment(files.read(stored), stored.name, stored.media_type)


def _chosen(user: Actor, id: int, name: str) -> tuple[Conference, str]:
    if name not in HANDOUTS:
        raise NotFound
    return queries.get_visible(user, id), name


def _notice(user: Actor, id: int, wanted: str) -> Any:
    """The stored file. Raises NotFound while there is none, and for observers: notices are for the two sides."""
    paper = queries.get_visible(user, id).notice
    stored = (paper.pdf if wanted == "pdf" else paper.docx) if paper is not None and user.side is not None else None
    if stored is None:
        raise NotFound
    return stored


def _known(conference: Conference, name: str) -> Known:
    issuer = associations().of(conference.convening_side) or conference.place
    is_whole = name == handouts.BOOKLET
    ids = [item.id for item in conference.items]
    return Known(
        issuer=issuer,
        phones=phones_of(conference) if name == "telephone" else {},
        ledger=ledger.ledger(conference) if is_whole else (),
        papers=features().offer("printed_files")("agenda_item", ids) if is_whole else {},
    )
