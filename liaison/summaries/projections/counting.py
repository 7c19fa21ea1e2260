"""The book of a period, counted by what the features declare: nothing here knows what a figure counts."""

from collections.abc import Collection, Iterable, Sequence
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
    period: Period, reader: Side | None, place: Place = None, names: Collection[str] | None = None
) -> Book:  # fmt: skip
    """All figures of a period as the office of that side may know them (None: anybody, which papers are for).

    `place`: the court, district or side to tell of; `names`: the features to ask (None: all).
    """
    openings = queries.openings() if place is None else []
    asked = [one for one in features() if one.figures is not None and (names is None or one.name in names)]
    parts = [_part(one, period, reader, place, openings) for one in asked]
    name = _places(asked, period, reader).get(":".join(place), "") if place else ""
    return Book(period, tuple(part for part in parts if part.entries), name)


def offered_places(period: Period, reader: Side | None) -> dict[str, str]:
    """What a reader can narrow the figures of a period to, as "court:8" and its name."""
    return _places(features(), period, reader)


def declared(period: Period | None = None) -> dict[str, Figure]:
    """Every figure of a period (None: of today) by name, as the records alone have it."""
    first, last = (period.first, period.last) if period else (clock.today(), clock.today())
    return {row.name: row for one in features() if one.figures is not None for row in one.figures(first, last)}


def _part(feature: Feature, period: Period, reader: Side | None, place: Place, openings: Sequence[Opening]) -> Part:
    spans = (period, period.before, period.year_before)
    split = [
        _told(_breakdowns(feature, one.first, one.last), reader) if place or one is period else [] for one in spans
    ]
    now, before, year_before = (
        {
            figure.name: rules.with_openings(figure, rules.within(openings, span), reader)
            for figure in _figures(feature, span, breakdowns, place)
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
    return Part(feature.name, feature.label, tuple(entries), tuple(split[0]) if place is None else ())


def _first(counted: dict[str, tuple[Figure, list[Opening]]], name: str) -> Figure | None:
    return counted[name][0] if name in counted else None


def _figures(feature: Feature, span: Period, breakdowns: Sequence[Breakdown], place: Place) -> Sequence[Figure]:
    assert feature.figures is not None, "only features with figures are asked"
    figures = feature.figures(span.first, span.last)
    return figures if place is None else rules.narrowed(figures, breakdowns, place)


def _breakdowns(feature: Feature, first: date, last: date) -> Sequence[Breakdown]:
    found = feature.breakdowns(first, last) if feature.breakdowns is not None else ()
    return [rules.with_every_month(one, Period(first, last)) for one in found]


def _told(breakdowns: Sequence[Breakdown], reader: Side | None) -> list[Breakdown]:
    return [known for one in breakdowns if (known := rules.split_told(one, reader)) is not None]


def _places(asked: Iterable[Feature], period: Period, reader: Side | None) -> dict[str, str]:
    """Only places that a told split names: that a court had very few visitors is not for everybody."""
    found = [split for one in asked for split in _told(_breakdowns(one, period.first, period.last), reader)]
    return rules.places(found)
