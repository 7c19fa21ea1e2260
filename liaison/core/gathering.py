"""What features give to the pages that gather from all of them: finds of the search, and counts by month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.core.sides import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One find of the search across features; `excerpt` is the piece of an open text in which the words stand."""

    title: str
    url: str
    number: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the search finds of one kind of thing: the first `hits`, how many the person may see, the list of all.

    `is_more`: there are more than `total`, which nobody counted to the end. `url` "" where no list takes the words.
    """

    label: str
    hits: Sequence[Hit]
    total: int
    url: str = ""
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """What is counted by month; each of at most two `lines` is (label, count by the first day of its month).

    `url` leads to what was counted. `is_open`: nobody's secret, so that it may stand on a screen in a meeting.
    """

    name: str
    label: str
    unit: str
    lines: Sequence[tuple[str, Mapping[date, int]]]
    url: str = ""
    is_open: bool = False


FindHits = Callable[[Actor, str], Sequence[Found]]
"""The words come as `normalise_search` leaves them, never empty; a kind of which nothing is found is left out."""
FindTrends = Callable[[Actor, date, date], Sequence[Trend]]
