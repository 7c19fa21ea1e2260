"""Merging two entries: choosing the other one, both side by side, and the step itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.directory.forms.merging import merge_form
from liaison.directory.models import Organisation, Person
from liaison.directory.projections import merging as projections
from liaison.directory.queries import organisations as organisation_queries
from liaison.directory.queries import people as people_queries
from liaison.directory.rules import merging as rules
from liaison.directory.rules import organisations as organisation_rules
from liaison.directory.rules import people as people_rules
from liaison.directory.rules import standing
from liaison.directory.rules.differences import Difference
from liaison.directory.services import merging as services
from liaison.directory.views.organisations import blueprint as organisations
from liaison.directory.views.people import blueprint as people
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr
from liaison.web.lists import asked

Pair = tuple[Any, Any]
ONE: Final = "/<int:id>/merge"
TWO: Final = f"{ONE}/<int:other_id>"


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between people and organisations."""

    name: str
    rooms: str
    get: Callable[[Actor, int], Any]
    search: Callable[[Actor, str, Any], Sequence[Any]]
    choices: Callable[[Any, Any], list[Difference]]
    merge: Callable[..., Any]

    def get_pair(self, user: Actor, id: int, other_id: int) -> Pair:
        """The entry that is kept and the one that goes. Raises NotFound."""
        return self.get(user, id), self.get(user, other_id)


def _choices_of_people(kept: Person, gone: Person) -> list[Difference]:
    return rules.choices_of_people(people_rules.facts_of(kept), people_rules.facts_of(gone))


def _choices_of_organisations(kept: Organisation, gone: Organisation) -> list[Difference]:
    return rules.choices_of_organisations(organisation_rules.facts_of(kept), organisation_rules.facts_of(gone))


PEOPLE: Final = Kind(
    "person", "people", people_queries.get_visible, people_queries.others, _choices_of_people, services.merge_people
)
ORGANISATIONS: Final = Kind(
    "organisation", "organisations", organisation_queries.get_visible, organisation_queries.others,
    _choices_of_organisations, services.merge_organisations,
)  # fmt: skip


def _why_not_both(user: Actor, pair: Pair) -> Refusal | None:
    return next((found for entry in pair if (found := standing.why_not("merge", user, entry))), None)


@people.get(ONE)
@access(load=people_queries.get_visible, why_not=partial(standing.why_not, "merge"))
def merge(person: Person) -> ResponseReturnValue:
    """Choose the other entry of the same person."""
    return _choose(PEOPLE, person)


@people.route(TWO, methods=["GET", "POST"])
@access(load=PEOPLE.get_pair, why_not=_why_not_both)
def merge_with(pair: Pair) -> ResponseReturnValue:
    """Both entries of one person side by side, and the merging."""
    return _merge(PEOPLE, *pair)


@organisations.get(ONE, endpoint="merge")
@access(load=organisation_queries.get_visible, why_not=partial(standing.why_not, "merge"))
def merge_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Choose the other entry of the same organisation."""
    return _choose(ORGANISATIONS, organisation)


@organisations.route(TWO, methods=["GET", "POST"], endpoint="merge_with")
@access(load=ORGANISATIONS.get_pair, why_not=_why_not_both)
def merge_organisation_with(pair: Pair) -> ResponseReturnValue:
    """Both entries of one organisation side by side, and the merging."""
    return _merge(ORGANISATIONS, *pair)


def _choose(kind: Kind, entry: Any) -> ResponseReturnValue:
    q = asked("q")["q"]
    found: Sequence[Any] = kind.search(actor(), q, entry) if q else projections.like(entry)
    others = [each for each in found if each.id != entry.id]
    return draw(
        "directory/merging/choose.html",
        kind=kind,
        entry=projections.listed(entry),
        others=[(projections.listed(each), projections.merge_url(entry, each)) for each in others],
        q=q,
    )


def _merge(kind: Kind, kept: Any, gone: Any) -> ResponseReturnValue:
    carriers = features().merging(kind.name)
    choices = kind.choices(kept, gone)
    form = merge_form(choices, kept.version, gone.version)
    if form.validate_on_submit() and attempt(
        form, kind.merge, kept, gone, form.taken(), seen=form.seen, by=actor(), carriers=carriers
    ):
        flash(_("已合并。原来的记录和名称都指向这一条。"), "good")
        return redirect(url_for(f"{kind.rooms}.show", id=kept.id), 303)
    refusal = services.why_not(kept, gone, carriers, actor()) if request.method == "GET" else None
    return draw(
        "directory/merging/merge.html",
        kind=kind,
        form=form,
        choices=choices,
        kept=projections.listed(kept),
        gone=projections.listed(gone),
        lines=projections.side_by_side(kept, gone),
        along=projections.comes_along(features(), actor(), kind.name, gone.id),
        swapped_url=projections.merge_url(gone, kept),
        refusal=refusal.text(tr) if refusal else "",
    )
