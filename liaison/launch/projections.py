"""The checklist as its page shows it, and the line of it on the administrator's desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, url_for

from liaison.core.declaration import Waiting
from liaison.core.launching import LaunchStep
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.launch import queries
from liaison.launch.models import LaunchMark
from liaison.launch.rules import may_launch


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step, who ticked it off, and what is missing now."""

    step: LaunchStep
    mark: LaunchMark | None
    missing: Sequence[Refusal]

    @property
    def is_done(self) -> bool:
        """Ticked off, and nothing missing since."""
        return self.mark is not None and not self.missing


def rows() -> list[StepRow]:
    """All steps in their order."""
    marks = queries.marks()
    return [StepRow(step, marks.get(step.key), step.missing()) for step in queries.steps()]


def waiting(user: Actor) -> Sequence[Waiting]:
    """A live site that is not ready yet waits for its administrators."""
    if not may_launch(user) or current_app.config["IS_DEMO"]:
        return []
    marks = queries.marks()
    left = [step for step in queries.steps() if step.key not in marks]
    if not left:
        return []
    title = f"开通向导：还有 {len(left)} 步"
    return [Waiting(N_("开通向导"), title, url_for("launch.step", key=left[0].key), note=left[0].label, tone="info")]
