"""The forms of a person's entry."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.directory.models import PERSON_KIND_LABELS, PERSON_NAME_LENGTH, Organisation, PersonKind
from liaison.directory.rules.people import NUMBER_LENGTH
from liaison.web.forms import BooleanField, Choice, Day, Form, Line, OnceForm
from liaison.web.language import tr


class AmendPersonForm(Form):
    """What an entry holds. Kinds and organisations are those that the keeper may choose from."""

    name = Line(_l("姓名"), max=PERSON_NAME_LENGTH)
    kind = Choice(_l("类别"))
    organisation_id = Choice(_l("所属单位"))
    office = Line(_l("职务"), max=40, required=False)
    number = Line(_l("编号"), max=NUMBER_LENGTH, required=False)
    practising_since = Day(_l("起始日期"), required=False)
    phone = Line(_l("电话"), max=40, required=False, render_kw={"inputmode": "tel"})
    email = Line(_l("电子邮箱"), max=254, required=False, render_kw={"inputmode": "email"})
    is_party_member = BooleanField(_l("中共党员"))

    def __init__(
        self, kinds: Iterable[PersonKind], organisations: Iterable[Organisation], *, sees_party: bool, **options: Any
    ) -> None:
        super().__init__(**options)
        unchosen = ("", _l("请选择"))
        self.kind.choices = [unchosen, *((kind.value, tr(PERSON_KIND_LABELS[kind])) for kind in kinds)]
        self.organisation_id.choices = [unchosen, *((str(each.id), each.shown_name) for each in organisations)]
        if not sees_party:
            del self.is_party_member

    def entry(self) -> dict[str, Any]:
        """What was filled in, as the services take it; only after validation."""
        return self.values() | {
            "kind": PersonKind(self.kind.data),
            "organisation_id": int(self.organisation_id.data),
        }


class AddPersonForm(AmendPersonForm, OnceForm):
    """The entry of somebody new."""
