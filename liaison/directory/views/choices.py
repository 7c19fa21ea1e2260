"""What the lists of people and of organisations offer to choose from: tabs and sides."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from liaison.core.sides import SIDE_LABELS, Side
from liaison.web.language import tr

NEITHER = "none"
RETIRED = "no"
Tab = tuple[str, str, int, bool]


def side_choices() -> list[tuple[str, str]]:
    """Both sides, and those of neither."""
    return [*((side.value, tr(label)) for side, label in SIDE_LABELS.items()), (NEITHER, _("不属于任何一方"))]


def side_label(side: Side | None) -> str:
    """The side in words."""
    return tr(SIDE_LABELS[side]) if side else _("不属于任何一方")


def kept_filters(filters: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the tab says and the filter bar has to carry on."""
    return [(name, filters[name]) for name in ("kind", "active") if filters[name]]


def tabs_by_kind(
    endpoint: str, labels: Mapping[Any, str], counts: Mapping[tuple[Any, bool], int], filters: Mapping[str, str]
) -> list[Tab]:
    """All on the roster, each kind that there is, and the retired; a tab leaves the other filters behind."""
    present = [kind for kind in labels if counts.get((kind, True))]
    asked = (filters["kind"], filters["active"])
    return [
        (_("全部在册"), url_for(endpoint), sum(counts.get((kind, True), 0) for kind in labels), asked == ("", "")),
        *(
            (tr(labels[kind]), url_for(endpoint, kind=kind), counts[kind, True], asked == (kind, ""))
            for kind in present
        ),
        (
            _("已停用"),
            url_for(endpoint, active=RETIRED),
            sum(counts.get((kind, False), 0) for kind in labels),
            filters["active"] == RETIRED,
        ),
    ]
