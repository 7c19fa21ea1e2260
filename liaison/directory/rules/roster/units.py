"""Finding the organisation that a cell means: by full name, by a short name or by a spelling that only one bears."""

from collections.abc import Iterable, Mapping

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.directory.models import OrganisationKind
from liaison.directory.rules.people import Unit
from liaison.directory.rules.spelling import firm_key, spelling
from liaison.directory.rules.standing import check_active


class Units:
    """The organisations of the directory and of the file, looked up as clerks write them."""

    def __init__(self, units: Iterable[Unit], former_names: Mapping[str, str] | None = None) -> None:
        """Take the organisations of the directory, and the names of those that were merged with the names now."""
        self._former_names = former_names or {}
        self._by_name: dict[str, Unit] = {}
        self._by_short_name: dict[str, dict[str, Unit]] = {}
        self._by_firm: dict[str, dict[str, Unit]] = {}
        for unit in units:
            self.put(unit)

    def put(self, unit: Unit) -> None:
        """Know one more, or the same one as the file will leave it."""
        self._by_name[spelling(unit.name)] = unit
        self._by_short_name.setdefault(spelling(unit.shown_name), {})[unit.name] = unit
        if unit.kind is OrganisationKind.LAW_FIRM:
            self._by_firm.setdefault(firm_key(unit.name), {})[unit.name] = unit

    def like(self, name: str) -> Unit | None:
        """A law firm whose name differs from this one only in what offices vary; None for none, or for itself."""
        return next((unit for unit in self._by_firm.get(firm_key(name), {}).values() if unit.name != name), None)

    def name_now(self, name: str) -> str:
        """The name of the entry into which the one of this name was merged; else the name itself."""
        return self._former_names.get(name, name)

    def get(self, text: str, field: str) -> Unit:
        """The organisation that is meant. Raises RuleBroken, on `field`, if none, retired, or several."""
        wanted = self.name_now(spelling(text))
        by_name = self._by_name.get(wanted)
        units = [by_name] if by_name else list(self._by_short_name.get(wanted, {}).values())
        units = units or list(self._by_firm.get(firm_key(text), {}).values())
        if not units:
            raise RuleBroken(N_("没有名为“%(name)s”的单位，请核对名称，或先填入“单位”表。"), field=field, name=text)
        if len(units) > 1:
            names = tuple(unit.name for unit in units)
            raise RuleBroken(N_("“%(name)s”可指%(names)s，请填写全称。"), field=field, name=text, names=names)
        check_active(units[0].is_active, units[0].shown_name, field)
        return units[0]
