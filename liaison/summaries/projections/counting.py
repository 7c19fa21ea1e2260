"""The book of a period, counted by what the features declare: nothing here knows what a figure counts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.core import clock
from liaison.core.declaration import Breakdown, Feature, Figure, Split
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.summaries import queries
from liaison.summaries.rules import book as rules
from liaison.summaries.rules.book import Book, Entry, Opening, Part
from liaison.web.frame import features

Place = tuple[Split, str] | None


def count(
    period: Period,
    reader: Side | None,
    place: Place = None,
    names: Collection[str] | None = None,
    free: Collection[Side] = (),
) -> Book:
    """All figures of a period as the office of that side may know them (None: anybody, which papers are for).

    `place`: the court, district or side to tell of; `names`: the features to ask (None: all). `free`: whose counts of
    people may be told of any days, as in a paper of their own side; others are told them of quarters that are over.
    """
    openings = queries.openings() if place is None else []
    asked = [one for one in features() if one.figures is not None and (names is None or one.name in names)]
    known = _Known(reader, frozenset(free) | {reader})
    parts = [_part(one, period, known, place, openings) for one in asked]
    name = _places(asked, period, known).get(":".join(place), "") if place else ""
    return Book(period, tuple(part for part in parts if part.entries), name)


def offered_places(period: Period, reader: Side | None, free: Collection[Side] = ()) -> dict[str, str]:
    """What a reader can narrow the figures of a period to, as "court:8" and its name."""
    return _places(features(), period, _Known(reader, frozenset(free) | {reader}))


def declared(period: Period | None = None) -> dict[str, Figure]:
    """Every figure of a period by name, as the records alone have it.

    None: of last year, in which also those are counted that tell of whole years that are over.
    """
    year = clock.today().year - 1
    first, last = (period.first, period.last) if period else (date(year, 1, 1), date(year, 12, 31))
    return {row.name: row for one in features() if one.figures is not None for row in one.figures(first, last)}


@dataclass(frozen=True, slots=True)
class _Known:
    """Who reads, and whose counts of people are told of any days."""

    reader: Side | None
    free: frozenset[Side | None]

    def figures(self, feature: Feature, span: Period) -> list[Figure]:
        """The figures of a feature that may be told of these days; one that may not is left out as if not counted."""
        assert feature.figures is not None, "only features with figures are asked"
        found = feature.figures(span.first, span.last)
        guarded = [one.name for one in found if rules.is_guarded(one) and one.owner not in self.free]
        hidden = _small_somewhere(feature, span, guarded) if guarded else set()
        return [one for one in found if one.name not in hidden]

    def splits(self, feature: Feature, span: Period) -> list[Breakdown]:
        """How they divide, small cells merged."""
        found = feature.breakdowns(span.first, span.last) if feature.breakdowns is not None else ()
        is_open = rules.is_closed_year(span, clock.today())
        whole = [
            rules.with_every_month(one, span)
            for one in found
            if is_open or all(not row.least or (row.owner and row.owner in self.free) for row in one.rows)
        ]
        return [told for one in whole if (told := rules.split_told(one, self.reader)) is not None]


def _small_somewhere(feature: Feature, span: Period, names: Collection[str]) -> set[str]:
    """Those of these figures that some quarter of the span has too few of; all, where it is not made of quarters."""
    quarters = rules.closed_quarters(span, clock.today())
    if not quarters or feature.figures is None:
        return set(names)
    counted = (row for one in quarters for row in feature.figures(one.first, one.last))
    # Of a single quarter "fewer than 5" is told; within several its number would be what two sums differ by.
    return {row.name for row in counted if row.name in names and not row.is_told} if len(quarters) > 1 else set()


def _part(feature: Feature, period: Period, known: _Known, place: Place, openings: Sequence[Opening]) -> Part:
    spans = (period, period.before, period.year_before)
    split = [known.splits(feature, one) if place or one is period else [] for one in spans]
    now, before, year_before = (
        {
            figure.name: rules.with_openings(figure, rules.within(openings, span), known.reader)
            for figure in (
                rules.narrowed(known.figures(feature, span), breakdowns, place)
                if place
                else known.figures(feature, span)
            )
        }
        for span, breakdowns in zip(spans, split, strict=True)
    )
    entries = [
        Entry(
            figure,
            None if figure.is_standing else _first(before, name),
            None if figure.is_standing else _first(year_before, name),
            tuple(added),
        )
        for name, (figure, added) in now.items()
    ]
    # How a figure divides that may not be told itself is not told either.
    shown = tuple(one for one in split[0] if one.of in now) if place is None else ()
    return Part(feature.name, feature.label, tuple(entries), shown)


def _first(counted: dict[str, tuple[Figure, list[Opening]]], name: str) -> Figure | None:
    return counted[name][0] if name in counted else None


def _places(asked: Iterable[Feature], period: Period, known: _Known) -> dict[str, str]:
    """Only places that a told split names: that a court had very few visitors is not for everybody."""
    return rules.places([split for one in asked for split in known.splits(one, period)])
