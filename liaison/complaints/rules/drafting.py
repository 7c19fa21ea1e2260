"""The pages of the form, in their order, and which of them are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from liaison.complaints.models import Identity
from liaison.complaints.rules.words import Words
from liaison.core.messages import N_


@dataclass(frozen=True, slots=True)
class DraftStep:
    """One page: its word in the address, its title, the values it needs and those that it may have."""

    key: str
    title: str
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


STEPS: Final = (
    DraftStep("about", N_("反映的问题"), ("category_id",)),
    DraftStep("body", N_("被投诉人所在单位"), ("body_id",)),
    DraftStep("whom", N_("被投诉人"), ("respondent",), ("respondent_id",)),
    DraftStep("facts", N_("事情经过"), ("facts",), ("happened", "place", "wanted")),
    DraftStep("court-case", N_("所涉案件"), (), ("case_number", "hearing", "is_case_released")),
    DraftStep("files", N_("证据材料"), ()),
    DraftStep("identity", N_("身份方式"), ("identity",)),
)
BY_KEY: Final = {step.key: step for step in STEPS}


def is_done(step: DraftStep, values: Mapping[str, Any]) -> bool:
    """Whether a page has all that it needs; one that needs nothing was done once it was saved."""
    if not step.needs:
        return step.key in values.get("seen", ())
    return all(values.get(name) for name in step.needs)


def next_step(values: Mapping[str, Any], after: str = "") -> DraftStep | None:
    """The first page behind `after` that is not done; None when all are, and the check of the answers is next."""
    keys = [step.key for step in STEPS]
    start = keys.index(after) + 1 if after in keys else 0
    return next((step for step in (*STEPS[start:], *STEPS[:start]) if not is_done(step, values)), None)


def turn_of(values: Mapping[str, Any]) -> int:
    """How often a button kept a page of the draft: what saves itself says after which of them its page was opened."""
    return int(values.get("turn", 1))


def words_of(values: Mapping[str, Any]) -> Words:
    """What a draft says."""
    return Words(
        facts=str(values.get("facts", "")),
        wanted=str(values.get("wanted", "")),
        happened=str(values.get("happened", "")),
        place=str(values.get("place", "")),
        case_number=str(values.get("case_number", "")),
        hearing=str(values.get("hearing", "")),
        respondent=str(values.get("respondent", "")),
        respondent_id=int(values["respondent_id"]) if values.get("respondent_id") else None,
        is_case_released=bool(values.get("is_case_released")),
        route=str(values.get("route", "")),
    )


def identity_of(values: Mapping[str, Any]) -> Identity:
    """The mode chosen; in confidence until something else is."""
    return Identity(values.get("identity") or Identity.CONFIDENTIAL)
