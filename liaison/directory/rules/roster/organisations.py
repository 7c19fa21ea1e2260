"""The sheet of organisations, row by row: a known name is updated, an unknown one is new."""

from collections.abc import Mapping
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.directory.models import KIND_LABELS, SIDES, Organisation, OrganisationKind
from liaison.directory.rules import organisations as rules
from liaison.directory.rules.organisations import OrganisationFacts
from liaison.directory.rules.people import Unit
from liaison.directory.rules.roster.plan import ORGANISATIONS, OTHER_SIDE, REPEATED, Directory, Entry, Keeps
from liaison.directory.rules.roster.units import Units
from liaison.directory.rules.spelling import plain_contact, spelling
from liaison.papers.sheet import Row, Sheet

KINDS: Final = {label: kind for kind, label in KIND_LABELS.items()}
KEEPING: Final = ("short_name", "address", "phone", "party_branch")
"""Columns in which an empty cell leaves what is stored."""

COLUMNS: Final = {"parent_id": "court"}


class OrganisationRows:
    """Reads the rows into entries; courts first, so that chambers of the same file find them."""

    def __init__(self, sheet: Sheet, directory: Directory, units: Units, keeps: Keeps) -> None:
        """`units` is added to: people of the same file may belong to what this sheet brings."""
        self._sheet = sheet
        self._known = {organisation.name: organisation for organisation in directory.organisations}
        self._regions = {spelling(region.name): region.name for region in directory.regions}
        self._units = units
        self._keeps = keeps
        self._rows: dict[str, int] = {}
        self.faults = [error.on(ORGANISATIONS) for error in sheet.errors]
        self.entries: list[Entry] = []

    def read(self) -> None:
        """Fill `entries` and `faults`."""
        unreadable = {error.row for error in self._sheet.errors}
        for row in self._sheet.rows:
            if row.number in unreadable:
                self._remember(row)
        readable = [row for row in self._sheet.rows if row.number not in unreadable]
        for row in sorted(readable, key=lambda row: KINDS[row.values["kind"]] is OrganisationKind.CHAMBER):
            try:
                self.entries.append(self._entry(row))
            except RuleBroken as broken:
                self._remember(row)
                key = COLUMNS.get(broken.field or "", broken.field or "name")
                fault = self._sheet.fault(row, key, broken.message, **broken.params)
                self.faults.append(fault.on(ORGANISATIONS))
        self.entries.sort(key=lambda entry: entry.row)

    def _entry(self, row: Row) -> Entry:
        kind = KINDS[row.values["kind"]]
        court = self._court(row.values.get("court"))
        name = self._name(row, kind, court)
        known = self._known.get(name)
        self._check_kind(kind, known)
        self._check_firm(kind, name, known)
        facts = self._facts(row.values, kind, name, court, known)
        rules.check(facts)
        id = known.id if known else None
        self._units.put(Unit(name=name, kind=kind, id=id, shown_name=facts.shown_name))
        old = rules.facts_of(known) if known else None
        return Entry(row.number, id, name, old, facts, tuple(rules.differences(old, facts)) if old else ())

    def _remember(self, row: Row) -> None:
        """Know the name of a row that is wrong, so that its people are not called strangers as well."""
        name, kind = row.values["name"], row.values["kind"]
        if name and kind:
            shown_name = spelling(row.values.get("short_name") or name)
            self._units.put(Unit(name=spelling(name), kind=KINDS[kind], shown_name=shown_name))

    def _court(self, text: str | None) -> Unit | None:
        if not text:
            return None
        unit = self._units.get(text, "court")
        if unit.kind is not OrganisationKind.COURT:
            raise RuleBroken(N_("“%(name)s”不是法院。"), field="court", name=text)
        return unit

    def _name(self, row: Row, kind: OrganisationKind, court: Unit | None) -> str:
        """The full name. Raises RuleBroken where an earlier row of the file has it already."""
        name = spelling(row.values["name"])
        if kind is OrganisationKind.CHAMBER and court is not None:
            name = rules.full_name(name, court.name)
        name = self._units.name_now(name)
        earlier = self._rows.setdefault(name, row.number)
        if earlier != row.number:
            raise RuleBroken(REPEATED, field="name", line=earlier)
        return name

    def _check_kind(self, kind: OrganisationKind, known: Organisation | None) -> None:
        if known is not None and known.kind is not kind:
            label = Term(KIND_LABELS[known.kind])
            raise RuleBroken(N_("名册中该单位的类别是“%(kind)s”。"), field="kind", kind=label)
        if not self._keeps(SIDES.get(kind)):
            raise RuleBroken(OTHER_SIDE, field="name")

    def _check_firm(self, kind: OrganisationKind, name: str, known: Organisation | None) -> None:
        """One firm spelt in two ways would become two: RuleBroken. Two that really differ are entered by hand."""
        other = self._units.like(name) if kind is OrganisationKind.LAW_FIRM and known is None else None
        if other is not None:
            message = N_("与“%(name)s”疑为同一律师事务所，请统一写法；确为两家的，请在单位名册中逐家登记。")
            raise RuleBroken(message, field="name", name=other.name)

    def _region(self, text: str | None, known: Organisation | None) -> str:
        if not text:
            return known.region.name if known and known.region else ""
        if spelling(text) not in self._regions:
            raise RuleBroken(
                N_("没有名为“%(name)s”的地区，请核对名称，或先在“地区”页面添加。"), field="region", name=text
            )
        return self._regions[spelling(text)]

    def _facts(
        self,
        values: Mapping[str, Any],
        kind: OrganisationKind,
        name: str,
        court: Unit | None,
        known: Organisation | None,
    ) -> OrganisationFacts:
        typed: dict[str, Any] = {key: values.get(key) or (getattr(known, key) if known else "") for key in KEEPING}
        typed["short_name"], typed["phone"] = spelling(typed["short_name"]), plain_contact(typed["phone"]) or ""
        if court is not None:
            short_name = typed["short_name"]
            typed["short_name"] = rules.full_short_name(short_name, name, court.name, court.shown_name)
        return OrganisationFacts(
            kind=kind,
            name=name,
            court=court.name if court else "",
            region=self._region(values.get("region"), known),
            position=known.position if known else 0,
            **typed,
        )
