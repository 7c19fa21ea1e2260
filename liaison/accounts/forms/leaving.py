"""The form of a hand-over: who takes all, who takes one kind, and why."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.core.handing_over import Holding
from liaison.store.users import User
from liaison.web.forms import Choice, Form, Line
from liaison.web.language import tr

STAYS: Final = "stays"


class LeavingForm(Form):
    """What does not depend on the features."""

    everything = Choice(_l("全部交给"), required=False)
    reason = Line(_l("理由"), max=200)


def leaving_form(holdings: Mapping[str, Holding], successors: Sequence[User]) -> LeavingForm:
    """The form with a select for each kind that there is something of."""
    fields = {key: Choice(tr(holding.label), required=False) for key, holding in holdings.items()}
    form: LeavingForm = type("LeavingForm", (LeavingForm,), fields)()
    people = [(str(user.id), f"{user.name}（{user.username}）") for user in successors]
    form.everything.choices = [("", ""), *people]
    for key in holdings:
        form[key].choices = [("", _("同上")), (STAYS, _("不移交")), *people]
    return form


def chosen(form: LeavingForm, holdings: Mapping[str, Holding], users: Sequence[User]) -> dict[str, User | None]:
    """The successor of each kind that has one of its own; None where it stays."""
    known: dict[str, User | None] = {str(user.id): user for user in users} | {STAYS: None}
    return {key: known[form[key].data] for key in holdings if form[key].data}
