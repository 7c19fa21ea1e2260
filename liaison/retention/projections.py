"""What waits for an administrator, and each kind of record as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import gettext as _

from liaison.core.declaration import Retaining, Waiting
from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.retention import queries, rules
from liaison.retention.models import PurgeRun
from liaison.retention.rules import DryRun
from liaison.store import retention
from liaison.web.frame import features


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind: how it is kept, what is due today, the purge under way."""

    kind: str
    retaining: Retaining
    dry: DryRun
    run: PurgeRun | None


def waiting(user: Actor) -> Sequence[Waiting]:
    """The purges that another administrator asked for."""
    if not rules.may_change(user):
        return []
    return [
        Waiting(
            kind_label=N_("待确认的清除"),
            title=f"{features().retains[run.kind].label}：{run.found}条",
            url=url_for("retention.run", id=run.id),
            note=run.reason,
            tone="warn",
        )
        for run in queries.asked_by_others(user)
    ]


def kind_rows(kinds: Mapping[str, Retaining], dries: Mapping[str, DryRun]) -> list[KindRow]:
    """All kinds in the order of the features."""
    runs = queries.open_runs()
    return [KindRow(kind, retaining, dries[kind], runs.get(kind)) for kind, retaining in kinds.items()]


def launch_facts() -> Sequence[Fact]:
    """How many days each kind is kept."""
    return [
        (kept.label, _("%(n)s 天", n=retention.days(kind, kept.first_days)))
        for kind, kept in features().retains.items()
    ]


STEPS: Final = (
    LaunchStep(
        "retention",
        10,
        N_("保存期限"),
        N_("各类记录保存多久，到期怎样清除。请对照本单位的档案规定核对。"),
        facts=launch_facts,
        pages=((N_("保存和清除"), "retention.index"),),
    ),
)
