"""Opening accounts from a list: previewed, confirmed as previewed, all of them or none, each with a slip."""

from collections.abc import Callable, Collection, Mapping, Sequence

from liaison.accounts import facts
from liaison.accounts.models import AccountImport, CodeKind
from liaison.accounts.queries import users as queries
from liaison.accounts.rules import codes, importing
from liaison.accounts.rules.importing import Known, Plan
from liaison.accounts.services import users
from liaison.accounts.services.passwords import issue_codes
from liaison.core import clock
from liaison.core.sides import Actor
from liaison.papers.facts.lists import SlipsFacts
from liaison.papers.sheet import Sheet
from liaison.store import audit, files, held_imports, wordings
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus
from liaison.store.users import User

FindPeople = Callable[[Collection[str]], Mapping[str, int]]


def plan_of(sheet: Sheet, find_people: FindPeople) -> Plan:
    """What taking in the list would do now, and what stands in its way; changes nothing."""
    numbers = {importing.plain(row.values["number"]) for row in sheet.rows if row.values.get("number")}
    people = find_people(numbers) if numbers else {}
    known = Known(queries.all_usernames(), people, queries.with_account(set(people.values())))
    return importing.plan(sheet, known)


def upload(data: bytes, plan: Plan, by: Actor) -> AccountImport:
    """Hold a faultless file until it is confirmed, discarded or forgotten. Raises RuleBroken."""
    held_imports.refuse_faults(len(plan.errors))
    held = AccountImport(
        status=ImportStatus.PREVIEWED,
        file=files.keep(data, "accounts.xlsx", held_imports.SPREADSHEET),
        uploaded_by_id=by.id,
        uploaded_at=clock.now(),
        rows=len(plan.accounts),
    )
    db.session.add(held)
    db.session.flush()
    audit.record("account_import.uploaded", held, by, rows=held.rows)
    return held


def confirm(held: AccountImport, plan: Plan, site: str, by: Actor) -> SlipsFacts:
    """Open the accounts of the held file; gives the slips. Raises RuleBroken where it was dealt with, or for faults."""
    held_imports.take(held)
    held_imports.refuse_faults(len(plan.errors))
    made = open_all(plan, site, by)
    held_imports.settle(held, ImportStatus.IMPORTED)
    audit.record("account_import.confirmed", held, by, rows=len(plan.accounts))
    return made


def discard(held: AccountImport, by: Actor | None) -> None:
    """Forget the file; no account is opened. Raises RuleBroken once it was dealt with."""
    held_imports.take(held)
    held_imports.settle(held, ImportStatus.DISCARDED)
    audit.record("account_import.discarded", held, by)


def open_all(plan: Plan, site: str, by: Actor | None) -> SlipsFacts:
    """Open every account of a faultless plan, each with a one-time code; gives the slips. `by` None: the operator."""
    held_imports.refuse_faults(len(plan.errors))
    return slips_of(users.enter_all(plan.accounts, by=by), site)


def slips_of(made: Sequence[User], site: str) -> SlipsFacts:
    """A new one-time code for each user, in place of any earlier one, and the slips that carry them."""
    drawn = issue_codes(made, CodeKind.ACTIVATION)
    opened = [(user.username, user.name, drawn[user.id]) for user in made]
    expires_at = clock.now() + codes.LASTING[CodeKind.ACTIVATION]
    lines = wordings.write(facts.LINES, {"日期": facts.day_words(expires_at)})
    return facts.slips(opened, site, (wordings.text(facts.TITLE), lines, wordings.text(facts.ISSUER)))


def purge() -> None:
    """Forget files that nobody confirmed within two days."""
    for held in queries.imports_before(clock.now() - held_imports.KEPT):
        discard(held, None)
