"""Rows of an uploaded roster as its pages tell them, in the language of the reader."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from liaison.core.messages import Term
from liaison.directory.models import KIND_LABELS, PERSON_KIND_LABELS
from liaison.directory.rules.organisations import OrganisationFacts
from liaison.directory.rules.people import PersonFacts
from liaison.directory.rules.roster.plan import ORGANISATIONS, PEOPLE, Entry, Plan
from liaison.web.language import tr


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is new or changes: where it stands, what it is, and (label, old, new) of each field that changes."""

    place: str
    title: str
    kind: str
    within: str
    changes: list[tuple[str, str, str]]


def lines(plan: Plan, is_wanted: Callable[[Entry], bool]) -> list[Line]:
    """The wanted rows of both sheets."""
    entries = [(ORGANISATIONS, entry) for entry in plan.organisations] + [(PEOPLE, entry) for entry in plan.people]
    return [_line(sheet, entry) for sheet, entry in entries if is_wanted(entry)]


def _line(sheet: str, entry: Entry) -> Line:
    return Line(
        place=_("“%(sheet)s”表第 %(row)s 行", sheet=sheet, row=entry.row),
        title=entry.title,
        kind=tr(_kind_label(entry.new)),
        within=entry.new.unit.shown_name if isinstance(entry.new, PersonFacts) else entry.new.court,
        changes=[(tr(each.label), _shown(each.old), _shown(each.new)) for each in entry.differences],
    )


def _kind_label(facts: PersonFacts | OrganisationFacts) -> str:
    return PERSON_KIND_LABELS[facts.kind] if isinstance(facts, PersonFacts) else KIND_LABELS[facts.kind]


def _shown(value: str) -> str:
    return tr(value) if isinstance(value, Term) else value
