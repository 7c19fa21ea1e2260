"""The room of the pages of files, and how each of them finds its thing or its file."""

from flask import Blueprint

from liaison.attachments import queries
from liaison.attachments.queries import Held
from liaison.core.declaration import Holder
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.frame import features

OF_THING = "/<kind>/<int:id>"
ONE = "/<int:id>"

blueprint = Blueprint("attachments", __name__, url_prefix="/attachments")


def get_holder(user: Actor, kind: str, id: int) -> Holder:
    """The thing of an address, as the person stands to it. Raises NotFound."""
    return queries.get_holder(user, features().attaches, kind, id)


def get_held(user: Actor, id: int) -> Held:
    """The file of an address. Raises NotFound."""
    return queries.get(user, features().attaches, id)


def why_not_add(_user: Actor, holder: Holder) -> Refusal | None:
    """Whether the person may add files to the thing."""
    return holder.why_not_add
