"""Return codes in the browser: typed back before lodging, and remembered by the session while it lasts."""

from typing import Final

import segno
from flask import session
from flask_babel import gettext as _

from liaison.complaints.forms.drafting import LodgeForm
from liaison.complaints.models import Complaint
from liaison.complaints.queries import complaints as queries
from liaison.core.references import normal_code
from liaison.core.sides import Actor

KEY: Final = "complaint_by_code"


def is_confirmed(form: LodgeForm, *, is_needed: bool) -> bool:
    """Whether the code of the page was typed back; where not, the error stands beside the field."""
    if not is_needed:
        return True
    code = normal_code(str(form.code.data or ""))
    if code and normal_code(str(form.typed_code.data or "")) == code:
        return True
    form.typed_code.errors = [*form.typed_code.errors, _("与上面的回执码不一致，请重新输入。")]
    return False


def picture(code: str) -> str:
    """The code as a QR picture that a telephone keeps, drawn into the page itself."""
    return str(segno.make(code, micro=False).svg_data_uri(scale=4, border=2)) if code else ""


def remember(complaint: Complaint) -> None:
    """This browser may read the complaint of the code until it is closed."""
    session[KEY] = complaint.id


def remembered() -> int:
    """The complaint whose code was typed in this browser; 0 for none."""
    return int(session.get(KEY, 0))


def get_opened(_user: Actor, **_address: object) -> Complaint:
    """The complaint whose code this browser typed. Raises NotFound."""
    return queries.get_by_code(remembered())


def forget() -> None:
    """This browser knows no code any more."""
    session.pop(KEY, None)
