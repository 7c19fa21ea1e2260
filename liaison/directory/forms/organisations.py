"""The forms of an organisation's entry and of a region."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange, Optional

from liaison.directory.models import KIND_LABELS, ORGANISATION_NAME_LENGTH, Organisation, OrganisationKind, Region
from liaison.directory.rules.organisations import SHORT_NAME_LENGTH
from liaison.directory.rules.regions import NAME_LENGTH
from liaison.web.forms import Choice, Form, IntegerField, Line, OnceForm
from liaison.web.language import tr

LAST_POSITION = 9999


class AmendOrganisationForm(Form):
    """What an entry holds and may change."""

    STORED = ("version", "region_id", "address", "phone", "position", "party_branch")
    """Fields that are shown as they are stored; a chamber's names are shown without its court's."""

    name = Line(_l("单位名称"), max=ORGANISATION_NAME_LENGTH)
    short_name = Line(_l("简称"), max=SHORT_NAME_LENGTH, required=False)
    region_id = Choice(_l("所属地区"), required=False)
    address = Line(_l("地址"), max=120, required=False)
    phone = Line(_l("电话"), max=40, required=False, render_kw={"inputmode": "tel"})
    position = IntegerField(
        _l("排序"),
        [Optional(), NumberRange(0, LAST_POSITION, _l("请填写 0 至 %(most)s 的整数。", most=LAST_POSITION))],
        default=0,
        render_kw={"inputmode": "numeric"},
    )
    party_branch = Line(_l("所在党支部"), max=60, required=False)

    def __init__(self, regions: Iterable[Region], *, sees_party: bool, **options: Any) -> None:
        super().__init__(**options)
        self.region_id.choices = [("", _l("不填")), *((str(region.id), region.name) for region in regions)]
        if not sees_party:
            del self.party_branch

    def entry(self) -> dict[str, Any]:
        """What was filled in, as the services take it; only after validation."""
        return self.values() | {"region_id": chosen(self.region_id), "position": self.position.data or 0}


class AddOrganisationForm(AmendOrganisationForm, OnceForm):
    """The entry of a new organisation, with what stays as it is: its kind and, for a chamber, its court."""

    kind = Choice(_l("类别"))
    parent_id = Choice(_l("所属法院"), required=False)

    def __init__(self, kinds: Sequence[OrganisationKind], courts: Iterable[Organisation], **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [("", _l("请选择")), *((kind.value, tr(KIND_LABELS[kind])) for kind in kinds)]
        self.parent_id.choices = [("", _l("不填")), *((str(court.id), court.shown_name) for court in courts)]
        if OrganisationKind.CHAMBER not in kinds:
            del self.parent_id

    def entry(self) -> dict[str, Any]:
        """What was filled in, as the services take it; only after validation."""
        parent_id = chosen(self.parent_id) if self.parent_id else None
        return super().entry() | {"kind": OrganisationKind(self.kind.data), "parent_id": parent_id}


class AmendRegionForm(Form):
    """A region and the one it lies in."""

    name = Line(_l("地区名称"), max=NAME_LENGTH)
    parent_id = Choice(_l("上级地区"), required=False)

    def __init__(self, regions: Iterable[Region], **options: Any) -> None:
        super().__init__(**options)
        self.parent_id.choices = [("", _l("无上级")), *((str(region.id), region.name) for region in regions)]

    def entry(self) -> dict[str, Any]:
        """What was filled in, as the services take it; only after validation."""
        return self.values() | {"parent_id": chosen(self.parent_id)}


class AddRegionForm(AmendRegionForm, OnceForm):
    """A new region."""


def chosen(field: Choice) -> int | None:
    """The number of what was chosen; None for nothing."""
    return int(field.data) if field.data else None
