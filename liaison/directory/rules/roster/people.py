"""The sheet of people, row by row: matched by number, else by name and organisation where that means one person."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.directory.models import PERSON_KIND_LABELS, Person
from liaison.directory.rules import people as rules
from liaison.directory.rules.people import PersonFacts, Unit
from liaison.directory.rules.roster.plan import OTHER_SIDE, PEOPLE, REPEATED, Directory, Entry, Keeps
from liaison.directory.rules.roster.units import Units
from liaison.directory.rules.spelling import plain_contact, plain_number, spelling
from liaison.papers.sheet import Row, Sheet

KINDS: Final = {label: kind for kind, label in PERSON_KIND_LABELS.items()}
KEEPING: Final = ("office", "practising_since", "phone", "email", "is_party_member")
"""Columns in which an empty cell leaves what is stored."""

COLUMNS: Final = {"organisation_id": "unit"}


class PeopleRows:
    """Reads the rows into entries, with the whole file in view: nobody may be meant twice."""

    def __init__(self, sheet: Sheet, directory: Directory, units: Units, keeps: Keeps, today: date) -> None:
        """`units` knows what the sheet of organisations brings, too."""
        self._sheet = sheet
        self._by_number = {person.number: person for person in directory.people if person.number}
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        for person in directory.people:
            self._by_name.setdefault((person.name, person.organisation.name), []).append(person)
        self._former = {(name, unit): person for name, unit, person in directory.former_people}
        self._units = units
        self._keeps = keeps
        self._today = today
        self._rows: dict[tuple[Any, ...], int] = {}
        self.faults = [error.on(PEOPLE) for error in sheet.errors]
        self.entries: list[Entry] = []

    def read(self) -> None:
        """Fill `entries` and `faults`."""
        unreadable = {error.row for error in self._sheet.errors}
        for row in self._sheet.rows:
            if row.number in unreadable:
                continue
            try:
                self.entries.append(self._entry(row))
            except RuleBroken as broken:
                key = COLUMNS.get(broken.field or "", broken.field or "name")
                fault = self._sheet.fault(row, key, broken.message, **broken.params)
                self.faults.append(fault.on(PEOPLE))

    def _entry(self, row: Row) -> Entry:
        name, number = spelling(row.values["name"]), plain_number(row.values.get("number") or "")
        unit = self._units.get(row.values["unit"], "unit")
        if not self._keeps(unit.side):
            raise RuleBroken(OTHER_SIDE, field="unit")
        person = self._match(name, number, unit)
        if person is not None and (name, unit.name) in self._former:
            name = person.name
        self._claim(row, name, number, unit, person)
        facts = self._facts(row.values, name, number, unit, person)
        rules.check(facts, self._today)
        old = rules.facts_of(person) if person else None
        differences = tuple(rules.differences(old, facts)) if old else ()
        return Entry(row.number, person.id if person else None, name, old, facts, differences)

    def _match(self, name: str, number: str | None, unit: Unit) -> Person | None:
        """Whom the row means; None for somebody new. Raises RuleBroken where it could mean several."""
        person = self._by_number.get(number) if number else None
        if person is not None:
            if not self._keeps(person.side):
                raise RuleBroken(N_("此编号已属于不由您管理的人员，请核对。"), field="number")
            return person
        former = self._former.get((name, unit.name))
        namesakes = self._by_name.get((name, unit.name), []) or ([former] if former is not None else [])
        if number:
            # Somebody with another number is somebody else; one without is taken to get theirs now.
            namesakes = [person for person in namesakes if not person.number]
        if len(namesakes) > 1:
            known = tuple(f"{person.name}（{person.number or person.office or '—'}）" for person in namesakes)
            raise RuleBroken(
                N_("名册中该单位有多名同名人员：%(people)s，请填写编号以便区分。"), field="name", people=known
            )
        return namesakes[0] if namesakes else None

    def _claim(self, row: Row, name: str, number: str | None, unit: Unit, person: Person | None) -> None:
        """Raise RuleBroken where an earlier row has the number, means the same person, or cannot be told from this."""
        named = ("name", name, unit.name)
        if number:
            self._once(("number", number), row, "number", REPEATED)
        elif named in self._rows:
            raise RuleBroken(
                N_("与第 %(line)s 行同名同单位，请填写编号以便区分。"), field="name", line=self._rows[named]
            )
        if person is not None:
            self._once(("person", person.id), row, "name", N_("与第 %(line)s 行指的是名册中的同一人，请核对编号。"))
        self._rows.setdefault(named, row.number)

    def _once(self, key: tuple[Any, ...], row: Row, field: str, message: str) -> None:
        earlier = self._rows.setdefault(key, row.number)
        if earlier != row.number:
            raise RuleBroken(message, field=field, line=earlier)

    def _facts(
        self, values: Mapping[str, Any], name: str, number: str | None, unit: Unit, person: Person | None
    ) -> PersonFacts:
        stored = {key: getattr(person, key) for key in KEEPING} if person else {}
        typed = {key: values[key] for key in KEEPING if values.get(key) is not None}
        typed |= {key: plain_contact(typed[key]) for key in ("phone", "email") if key in typed}
        return PersonFacts(
            kind=KINDS[values["kind"]],
            name=name,
            unit=unit,
            number=number or (person.number if person else None),
            **(stored | typed),
        )
