"""The declaration of a tie."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.web.forms import Choice, Line, OnceForm


class TieForm(OnceForm):
    """To whom, and of what sort."""

    person_id = Choice(_l("与谁"))
    about = Line(_l("关系"), max=60)

    def __init__(self, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.person_id.choices = [("", _l("请选择")), *((str(id), name) for id, name in people)]
