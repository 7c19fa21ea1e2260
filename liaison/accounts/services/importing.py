"""Opening accounts from a list: previewed, confirmed as previewed, all of them or none, each with a slip."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Final

from liaison.accounts import facts
from liaison.accounts.models import AccountImport, CodeKind, ImportStatus
from liaison.accounts.queries import users as queries
from liaison.accounts.rules import codes, importing
from liaison.accounts.rules.importing import Known, Plan
from liaison.accounts.services import users
from liaison.accounts.services.passwords import issue_code
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.papers.facts.lists import SlipsFacts
from liaison.papers.sheet import Sheet
from liaison.store import audit, files, wordings
from liaison.store.base import db

KEPT: Final = timedelta(days=2)
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FindPeople = Callable[[Collection[str]], Mapping[str, int]]


def plan_of(sheet: Sheet, find_people: FindPeople) -> Plan:
    """What taking in the list would do now, and what stands in its way; changes nothing."""
    numbers = {str(row.values["number"]) for row in sheet.rows if row.values.get("number")}
    people = find_people(numbers) if numbers else {}
    known = Known(queries.all_usernames(), people, queries.with_account(set(people.values())))
    return importing.plan(sheet, known)


def upload(data: bytes, plan: Plan, by: Actor) -> AccountImport:
    """Hold a faultless file until it is confirmed, discarded or forgotten. Raises RuleBroken."""
    _refuse_faults(plan)
    held = AccountImport(
        status=ImportStatus.PREVIEWED,
        file=files.keep(data, "accounts.xlsx", SPREADSHEET),
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
    _take(held)
    _refuse_faults(plan)
    made = open_all(plan, site, by)
    _settle(held, ImportStatus.IMPORTED)
    audit.record("account_import.confirmed", held, by, rows=len(plan.accounts))
    return made


def discard(held: AccountImport, by: Actor | None) -> None:
    """Forget the file; no account is opened. Raises RuleBroken once it was dealt with."""
    _take(held)
    _settle(held, ImportStatus.DISCARDED)
    audit.record("account_import.discarded", held, by)


def open_all(plan: Plan, site: str, by: Actor | None) -> SlipsFacts:
    """Open every account of a faultless plan, each with a one-time code; gives the slips. `by` None: the operator."""
    _refuse_faults(plan)
    opened = []
    for row in plan.accounts:
        user = users.enter(row.username, row.name, row.side, row.roles, by=by, person_id=row.person_id, email=row.email)
        opened.append((user.username, user.name, issue_code(user, CodeKind.ACTIVATION, codes.new_code())))
    expires_at = clock.now() + codes.LASTING[CodeKind.ACTIVATION]
    lines = wordings.write(facts.LINES, {"日期": facts.day_words(expires_at)})
    return facts.slips(opened, site, (wordings.text(facts.TITLE), lines, wordings.text(facts.ISSUER)))


def purge() -> None:
    """Forget files that nobody confirmed within two days."""
    for held in queries.imports_before(clock.now() - KEPT):
        discard(held, None)


def _refuse_faults(plan: Plan) -> None:
    if plan.errors:
        raise RuleBroken(N_("文件有 %(n)s 处错误，没有导入任何内容。"), n=len(plan.errors))


def _take(held: AccountImport) -> None:
    db.session.refresh(held, with_for_update={"of": AccountImport})
    if held.status is not ImportStatus.PREVIEWED:
        raise RuleBroken(N_("该文件已经导入或放弃，请重新上传。"))


def _settle(held: AccountImport, status: ImportStatus) -> None:
    held.status = status
    if held.file is not None:
        file, held.file = held.file, None
        db.session.flush()
        files.discard(file)
