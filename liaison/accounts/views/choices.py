"""What the pages of users offer to choose from: tabs, sides, roles with their limits, people of the directory."""

from collections.abc import Mapping

from flask import url_for
from flask_babel import gettext as _

from liaison.accounts.forms.users import NEITHER
from liaison.accounts.rules.roles import LIMITS, NEITHER_LABEL
from liaison.accounts.rules.standing import STANDING_LABELS
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS
from liaison.web.frame import features
from liaison.web.language import tr

Tab = tuple[str, str, int, bool]

__all__ = ["NEITHER", "limits", "people", "roles", "sides", "tabs"]


def tabs(counts: Mapping[str, int], current: str) -> list[Tab]:
    """All users, and each standing."""
    everybody = (_("全部用户"), url_for("users.index"), sum(counts.values()), current == "")
    return [
        everybody,
        *(
            (tr(label), url_for("users.index", status=standing), counts.get(standing, 0), current == standing)
            for standing, label in STANDING_LABELS.items()
        ),
    ]


def sides() -> list[tuple[str, str]]:
    """Both sides, and neither."""
    return [*((side.value, tr(label)) for side, label in SIDE_LABELS.items()), (NEITHER, tr(NEITHER_LABEL))]


def roles() -> list[tuple[str, str]]:
    """All roles."""
    return [(role.value, tr(label)) for role, label in ROLE_LABELS.items()]


def limits() -> list[tuple[str, str, str, str, str]]:
    """(role, of which side, what it does, what it never does, whom it stands apart from) in words."""
    return [
        (
            tr(ROLE_LABELS[role]),
            _("、").join(tr(SIDE_LABELS[side] if side else NEITHER_LABEL) for side in sorted(limit.sides, key=str)),
            tr(limit.does),
            tr(limit.never),
            _("、").join(tr(label) for other, label in ROLE_LABELS.items() if other in limit.apart_from),
        )
        for role, limit in LIMITS.items()
    ]


def people() -> list[tuple[int, str]]:
    """Everybody on the roster, by unit and name."""
    units = features().offer("units")()
    return [(each.id, f"{each.name}（{each.unit}）") for each in features().offer("people_of")([u.id for u in units])]
