"""Lists: filters in the address, sorting, pages and exact counts, kept in this one place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for
from sqlalchemy import Select, func, select

from liaison.core import text
from liaison.core.sides import Actor
from liaison.store import saved_filters
from liaison.store.base import db

PER_PAGE = 50
LAST_PAGE = 1_000_000
Order = Mapping[str, Sequence[Any]]
Asked = Mapping[str, str]
"""What an address asks for: the arguments of the request, or those of a saved filter."""
NOT_SAVED = {"page", "format", "lang"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, with the addresses of its neighbours. Filters stay in all of them."""

    rows: Sequence[Any]
    total: int
    number: int
    sort: tuple[str, Literal["asc", "desc"]]
    filters: Mapping[str, str] = field(default_factory=dict)
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        return (self.number - 1) * self.per_page + len(self.rows)

    def url_for(self, number: int) -> str:
        """The address of another page of the same list."""
        return self._address(page=number if number > 1 else None)

    def sort_url(self, column: str) -> str:
        """The address of the list sorted by a column; a second time turns the direction round."""
        is_turned = self.sort == (column, "asc")
        return self._address(sort=f"-{column}" if is_turned else column, page=None)

    def filters_url(self, **changes: str | None) -> str:
        """The address of the list with some filters changed (None: taken away)."""
        return self._address(page=None, **changes)

    @property
    def export_url(self) -> str:
        """The spreadsheet of exactly what is filtered."""
        return self._address(page=None, format="xlsx")

    def _address(self, **changes: Any) -> str:
        """Only the list's own place is built by its route: `?_scheme=` or `?id=` of the address must not reach it."""
        asked_for = {**request.args.to_dict(), **changes}
        query = urlencode({name: value for name, value in asked_for.items() if value not in (None, "")})
        place = url_for(str(request.endpoint), **(request.view_args or {}))
        return f"{place}?{query}" if query else place


@dataclass(frozen=True, slots=True)
class SavedTab:
    """A saved filter as a tab of its list."""

    id: int
    name: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The saved filters of a list; `query` is what the address filters by now, "" where there is nothing to save."""

    tabs: Sequence[SavedTab]
    place: str
    query: str

    @property
    def current(self) -> SavedTab | None:
        """The one that is shown."""
        return next((tab for tab in self.tabs if tab.is_current), None)

    @property
    def may_save(self) -> bool:
        """Whether what is filtered is not saved yet and there is room."""
        return bool(self.query) and self.current is None and len(self.tabs) < saved_filters.MOST


def saved(user: Actor, narrow: Callable[[Asked], Select[Any]]) -> Saved:
    """The saved filters of the list that is shown, with their counts.

    `narrow` gives the rows that a set of arguments asks for. Two statements, however many are saved.
    """
    query, rows = normalised(request.query_string.decode(errors="replace")), saved_filters.of_list(user, request.path)
    counts = _counts([narrow(dict(parse_qsl(row.query))) for row in rows])
    tabs = [
        SavedTab(row.id, row.name, address(row.place, row.query), count, row.query == query)
        for row, count in zip(rows, counts, strict=True)
    ]
    filters = [name for name, _ in parse_qsl(query) if name != "sort"]
    return Saved(tabs, request.path, query if filters else "")


def normalised(query: str) -> str:
    """A query string in one order, without empty values and without what is no filter (page, format, language)."""
    pairs = {name: value for name, value in parse_qsl(query) if name not in NOT_SAVED}
    return urlencode(sorted(pairs.items()))


def address(place: str, query: str) -> str:
    """The path of a list with its filters."""
    return f"{place}?{query}" if query else place


def asked(*names: str, of: Asked | None = None) -> dict[str, str]:
    """The filters of the address (or of a saved one) by name, cleaned; one that is not there is ""."""
    return {name: text.normalise_search(_arguments(of).get(name, "")) for name in names}


def asked_number(name: str, of: Asked | None = None) -> int | None:
    """A filter that is an id; anything but a number counts as not given."""
    value = _arguments(of).get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def asked_day(name: str, of: Asked | None = None) -> date | None:
    """A filter that is a date; anything else counts as not given."""
    try:
        return date.fromisoformat(_arguments(of).get(name, ""))
    except ValueError:
        return None


def is_export() -> bool:
    """Whether the address asks for the spreadsheet of the list."""
    return request.args.get("format") == "xlsx"


def sorted_by(
    statement: Select[Any], order: Order, default: str
) -> tuple[Select[Any], tuple[str, Literal["asc", "desc"]]]:
    """Sort by the column the address names ("-" before it: descending), or by the default.

    `order` maps a column's name to what it sorts by; a unique column belongs at the end of each.
    """
    asked_sort = request.args.get("sort", default)
    name, is_descending = asked_sort.removeprefix("-"), asked_sort.startswith("-")
    if name not in order:
        name, is_descending = default.removeprefix("-"), default.startswith("-")
    keys = [key.desc() if is_descending else key.asc() for key in order[name]]
    return statement.order_by(*keys), (name, "desc" if is_descending else "asc")


def paginate(statement: Select[Any], order: Order, default: str, **filters: str) -> Page:
    """The page of the list that the address asks for: one statement for the count, one for the rows."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    return paginate_counted(statement, order, default, total, **filters)


def paginate_counted(
    statement: Select[Any], order: Order, default: str, total: int, *, id: Any = None, **filters: str
) -> Page:
    """The same where the count is known already, as that of a tab: a search then goes over the rows once less.

    With the column `id` the rows of the page are found by it first: a deep page then passes over what its index holds
    and opens no row that it does not show. One statement more.
    """
    ordered, sort = sorted_by(statement, order, default)
    number = _asked_page(total, PER_PAGE)
    shown = ordered.limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    if id is not None:
        ids = db.session.scalars(shown.with_only_columns(id)).all()
        shown = sorted_by(statement.where(id.in_(ids)), order, default)[0]
    rows = db.session.scalars(shown).unique().all()
    return Page(rows=rows, total=total, number=number, sort=sort, filters=filters)


def page_of(rows: Sequence[Any], sort: str, per_page: int = PER_PAGE) -> Page:
    """The page that the address asks for of rows that are all at hand, in their order."""
    number = _asked_page(len(rows), per_page)
    shown = rows[(number - 1) * per_page : number * per_page]
    return Page(rows=shown, total=len(rows), number=number, sort=(sort, "asc"), per_page=per_page)


def every_row(statement: Select[Any], order: Order, default: str) -> Sequence[Any]:
    """All rows of the filtered list in its order, for the export."""
    ordered, _ = sorted_by(statement, order, default)
    return db.session.scalars(ordered).unique().all()


def _arguments(of: Asked | None) -> Asked:
    return request.args if of is None else of


def _counts(statements: Sequence[Select[Any]]) -> Sequence[int]:
    """How many rows each has; one statement for all."""
    if not statements:
        return ()
    counted = (select(func.count()).select_from(one.order_by(None).subquery()).scalar_subquery() for one in statements)
    return tuple(db.session.execute(select(*counted)).one())


def _asked_page(total: int, per_page: int) -> int:
    """The number in the address, or the nearest that there is."""
    return min(max(1, request.args.get("page", 1, type=_page_number)), max(1, -(-total // per_page)))


def _page_number(value: str) -> int:
    return min(int(value), LAST_PAGE)
