"""The sum of what others say of somebody, for that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from liaison.core.items import FREQUENCY, POINTS, UNOBSERVED
from liaison.core.proportions import mean, wilson
from liaison.core.sides import Side
from liaison.papers.facts.charts import AnswerScale, ScaleRow
from liaison.ratings import queries, rules
from liaison.store import thresholds


@dataclass(frozen=True, slots=True)
class SummedItem:
    """One item: how many answered it, points (of 10), the share of the two best answers with its interval."""

    text: str
    n: int
    unobserved: int
    points: float | None
    best: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Summed:
    """All items about somebody, with the chart of their distribution."""

    n: int
    points: float | None
    items: tuple[SummedItem, ...]
    chart: AnswerScale


def sum_about(person_id: int, rater_side: Side, *, is_english: bool = False) -> Summed | None:
    """The sum about somebody, with the items in the language of the page; None below ten ratings."""
    counts = queries.counts_of(person_id)
    n = counts.get(("", ""), 0)
    if n < max(rules.FIRST_SUM, thresholds.value(thresholds.ANSWERS_FULL)):
        return None
    texts = [english if is_english else chinese for chinese, english in rules.ITEMS[rater_side]]
    levels = tuple(english if is_english else chinese for _value, chinese, english in reversed(FREQUENCY))
    title = "How it is distributed" if is_english else "各项分布"
    items = tuple(_item(text, str(place), counts) for place, text in enumerate(texts, 1))
    rows = tuple(
        ScaleRow(f"{place}. {item.text}", tuple(counts.get((str(place), value), 0) for value in "12345"))
        for place, item in enumerate(items, 1)
        if item.best is not None
    )
    scored = [item.points for item in items if item.points is not None]
    return Summed(n, 10 * sum(scored) / len(scored) if scored else None, items, AnswerScale(title, levels, rows))


def _item(text: str, place: str, counts: Mapping[tuple[str, str], int]) -> SummedItem:
    found = {value: counts.get((place, value), 0) for value in POINTS}
    n = sum(found.values())
    least = thresholds.value(thresholds.ANSWERS_FULL)
    if n < least:
        return SummedItem(text, n, counts.get((place, UNOBSERVED), 0), None, None, None, None)
    best = found["5"] + found["4"]
    low, high = wilson(best, n)
    points = mean({POINTS[value]: count for value, count in found.items()})
    return SummedItem(text, n, counts.get((place, UNOBSERVED), 0), points, best / n, low, high)
