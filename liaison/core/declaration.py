"""What one feature tells the others about itself: its menu, and what it offers to home, search and summaries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Literal, TypeVar

from liaison.core.drafts import OpinionDraft
from liaison.core.gathering import FindHits, FindTrends
from liaison.core.handing_over import Holding
from liaison.core.launching import LaunchStep
from liaison.core.ledgers import LedgerKind, NumberKind
from liaison.core.merging import Merging
from liaison.core.moves import Moves, Refusal
from liaison.core.sides import Actor, Side
from liaison.core.wordings import Wording

T = TypeVar("T")

Tone = Literal["neutral", "info", "good", "warn", "bad"]
"""How a state looks. Red ("bad") is for what is overdue or wrong, nothing else."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the side menu; shown only to those for whom `visible_to` says yes."""

    label: str
    endpoint: str
    icon: str
    group: str
    visible_to: Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person to act; `due_on` None where no deadline runs."""

    kind_label: str
    title: str
    url: str
    due_on: date | None = None
    note: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class DateEntry:
    """Something on a day of the calendar; `starts_at` is aware, None for what fills the day.

    `kind_label` says what it is, a message id. `is_deadline`: something has to be done by then, nobody meets.
    `is_open`: nobody's secret, so that it may also stand in the calendar that a telephone subscribes to.
    """

    on: date
    title: str
    url: str
    starts_at: datetime | None = None
    place: str = ""
    ends_at: datetime | None = None
    is_open: bool = False
    kind_label: str = ""
    is_deadline: bool = False


@dataclass(frozen=True, slots=True)
class AgendaNote:
    """What a feature lays before the next conference, such as how much is overdue: figures only, no person, no thing.

    It becomes an item of the agenda named `title`, with `text` below; the title tells it from the feature's others.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """How a thing of one feature looks on the pages of another; `lines` are (label, value)."""

    kind: str
    id: int
    number: str
    title: str
    url: str
    state_label: str
    tone: Tone = "neutral"
    side: Side | None = None
    lines: tuple[tuple[str, str], ...] = ()


LEAST_SHOWN: Final = 5
"""k: what counts people's answers, complaints or visits leaves the side that owns it only from this number on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number counted from records; `url` leads to them, "" where there is no such page.

    `definition` is a message id: what is counted, and by which day. `least`: a number above 0 and below it is not told
    ("少于5"), for a figure that leaves the side that owns it; 0 where nothing is withheld. `owner`: the side whose
    office alone reads small counts and follows the figure to its records (None: nobody's, or everybody's).
    `is_standing`: how many there are at the end of the span, whatever happened in it.
    """

    name: str
    label: str
    unit: str
    value: int
    url: str = ""
    definition: str = ""
    least: int = 0
    owner: Side | None = None
    is_standing: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the number itself may be shown."""
        return not 0 < self.value < self.least


class Split(StrEnum):
    """By what a figure divides."""

    MONTH = "month"
    SIDE = "side"
    COURT = "court"
    DISTRICT = "district"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How the figure named `of` divides; `rows` are named by keys ("2026-03", an id). `is_named`: labels are names."""

    of: str
    by: Split
    rows: tuple[Figure, ...]
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Records that are nobody's secret, for the annual report, in Chinese. `columns`: (heading, share of the width)."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The issued papers of one kind in the archive, as the feature that issued them guards them.

    `visible` gives a select of the ids of those that the person may see, `is_keeper` says whether the person may
    deposit the signed scan of one, `origin` what a paper came from: kind and id of a card.
    """

    label: str
    visible: Callable[[Actor], Any]
    is_keeper: Callable[[Actor, int], bool]
    origin: Callable[[int], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Holder:
    """A thing that takes files, as one person stands to it.

    `why_not_add`: why the person may not add one (None: may). `own_side`: the side whose originals, names and authors
    the person reads (None: no side's). `hides_author`: but not who added them.
    `is_officer`: may withdraw what others of that side added. `is_nameless`: the
    name of a file may betray a name that is withheld, so that the others get none.
    """

    kind: str
    id: int
    title: str
    url: str
    why_not_add: Refusal | None
    own_side: Side | None
    is_officer: bool = False
    is_nameless: bool = False
    hides_author: bool = False


@dataclass(frozen=True, slots=True)
class Attaching:
    """How the things of one kind take files, as their feature guards them.

    `find` gives the thing to somebody who may see its files, and raises NotFound for everybody else.
    `records_reads`: a look by somebody who is not of the own side leaves an entry in the audit trail.
    """

    label: str
    find: Callable[[Actor, int], Holder]
    records_reads: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that runs: by which clock, since when, and the day on which it stands.

    It is shown to administrators, who read no records: `number` is all that it tells of the thing.
    """

    clock: str
    kind_label: str
    id: int
    number: str
    started_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The running deadlines of a feature, and how it moves them when a rule or a holiday changed.

    `move(days by id, by)` keeps the new days, notes them and tells the people concerned, in the caller's transaction.
    `is_secret`: whoever changes the settings may not learn that there is any; they move unseen and uncounted.
    """

    running: Callable[[], Sequence[Running]]
    move: Callable[[Mapping[int, date], Actor | None], None]
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Retaining:
    """How long the records of one kind are kept, and how they go for good.

    `since` says from when the time counts, `first_days` how long a new installation keeps them, `lowest_days` the least
    that may be set. `due(before)` gives the ids of those whose time began before that day. `purge(ids, by)` takes them
    away in the caller's transaction and notes each in `store.purges` under this kind; `erase(key)` does so again after
    an older backup was restored, and does nothing where it finds nothing. `is_automatic`: they go by themselves every
    night; all others only when one person asked and another confirmed. `find` reads what somebody typed to hold a
    single record (its number or reference); None: no record of the kind is held.
    """

    label: str
    since: str
    first_days: int
    due: Callable[[date], Sequence[int]]
    purge: Callable[[Collection[int], Actor | None], None]
    erase: Callable[[str], None]
    lowest_days: int = 1
    is_automatic: bool = False
    find: Callable[[str], int | None] | None = None


FindWaiting = Callable[[Actor], Sequence[Waiting]]
FindDates = Callable[[Actor, date, date], Sequence[DateEntry]]
CountFigures = Callable[[date, date], Sequence[Figure]]
CountBreakdowns = Callable[[date, date], Sequence[Breakdown]]
FindListings = Callable[[date, date], Sequence[Listing]]
FindCards = Callable[[Actor, Collection[int]], Mapping[int, Card]]
CountOwn = Callable[[Actor], Sequence[tuple[str, int]]]  # (label, how many) of what is kept of a person's own
FindDraft = Callable[[Actor, int], OpinionDraft]  # raises NotFound for who may not raise an opinion from that thing
FindNotes = Callable[[], Sequence[AgendaNote]]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature's declaration. Spans of dates include both ends.

    `dates` are what somebody goes to or takes part in, `due_dates` the days by which something has to be done.
    `trends` are counted by month, for those who may know them. `starts` are what people begin most often, as
    buttons. `cards` maps a kind of thing ("opinion", "resolution") to a batch loader: one call for a whole page,
    and only what the person may see in the answer. `offers` are named services for siblings ("raise_opinion").
    `shelves` maps a kind of paper ("minutes") to who may see and keep the issued ones, `attaches` a kind of thing
    ("opinion") to who may see its files and add some. `deadlines` are those that settings may move. `drafts` maps a
    kind of thing that may give rise to an opinion ("resolution") to what that opinion says to begin with.
    `agenda_notes` go onto the agenda of the next regular conference and are asked for again until that closes.
    `figures`, `breakdowns` and `listings` are what summaries are made of. `retains` maps a kind of record to how
    long it is kept. `wordings` are the texts that the office may word anew. `moves` are its tables, from which the
    audit trail has the words for what was done. `launch_steps`: what an empty site still needs of it; `holdings`:
    what somebody who leaves hands over, by a name of its own. `ledgers` are what it takes in from the years before,
    `numbers` the series whose start an office may set. `merges` maps "person" and "organisation" to what it keeps of
    one, and how that goes over when two entries of the roster become one.
    """

    name: str
    label: str
    menu: tuple[MenuEntry, ...] = ()
    waiting: FindWaiting | None = None
    dates: FindDates | None = None
    due_dates: FindDates | None = None
    trends: FindTrends | None = None
    starts: tuple[MenuEntry, ...] = ()
    search: FindHits | None = None
    figures: CountFigures | None = None
    breakdowns: CountBreakdowns | None = None
    listings: FindListings | None = None
    cards: Mapping[str, FindCards] = field(default_factory=dict)
    offers: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    attaches: Mapping[str, Attaching] = field(default_factory=dict)
    deadlines: Deadlines | None = None
    drafts: Mapping[str, FindDraft] = field(default_factory=dict)
    retains: Mapping[str, Retaining] = field(default_factory=dict)
    agenda_notes: FindNotes | None = None
    wordings: tuple[Wording, ...] = ()
    own_counts: CountOwn | None = None
    moves: tuple[Moves, ...] = ()
    launch_steps: tuple[LaunchStep, ...] = ()
    holdings: Mapping[str, Holding] = field(default_factory=dict)
    ledgers: tuple[LedgerKind, ...] = ()
    numbers: tuple[NumberKind, ...] = ()
    merges: Mapping[str, Merging] = field(default_factory=dict)


class Features:
    """All features in their order, as the factory hands them to whoever draws on them."""

    def __init__(self, features: Sequence[Feature]) -> None:
        """Take the features in menu order. A name, kind, shelf or offer declared twice raises ValueError."""
        self._ordered = tuple(features)
        self.by_name: Mapping[str, Feature] = _once("feature", ((f.name, f) for f in features))
        self._cards = _once("card", (pair for f in features for pair in f.cards.items()))
        self.shelves = _once("shelf", (pair for f in features for pair in f.shelves.items()))
        self.attaches = _once("kind that takes files", (pair for f in features for pair in f.attaches.items()))
        self.drafts = _once("kind that gives rise to opinions", (pair for f in features for pair in f.drafts.items()))
        self.wordings = _once("wording", ((one.key, one) for f in features for one in f.wordings))
        self.holdings = _once("holding", (pair for f in features for pair in f.holdings.items()))
        self.retains = _once("kind that is kept", (pair for f in features for pair in f.retains.items()))
        # Two tables may name one action: the first has the word.
        every_move = [move for f in features for table in f.moves for move in table]
        self.action_labels: Mapping[str, str] = {move.action: move.label for move in reversed(every_move)}
        self.ledgers = _once("ledger", ((one.key, one) for f in features for one in f.ledgers))
        self.numbers = _once("series", ((one.series, one) for f in features for one in f.numbers))
        self._offers = _once("offer", (pair for f in features for pair in f.offers.items()))

    def __iter__(self) -> Iterator[Feature]:
        """Go through the features in menu order."""
        return iter(self._ordered)

    def __len__(self) -> int:
        """Count the features."""
        return len(self._ordered)

    def menu(self, user: Actor) -> list[MenuEntry]:
        """List the menu entries that the person may see, in order."""
        return [entry for feature in self for entry in feature.menu if entry.visible_to(user)]

    def cards(self, user: Actor, kind: str, ids: Collection[int]) -> Mapping[int, Card]:
        """Load the cards of many things of one kind at once; what the person may not see is simply absent."""
        return self._cards[kind](user, ids) if ids else {}

    def card(self, user: Actor, kind: str, id: int) -> Card | None:
        """Load one card, or None. On a page with several, ask for them together with `cards`."""
        return self.cards(user, kind, [id]).get(id)

    def deadlines(self) -> tuple[Deadlines, ...]:
        """Those of all features that have any."""
        return tuple(feature.deadlines for feature in self if feature.deadlines is not None)

    def agenda_notes(self) -> list[tuple[str, AgendaNote]]:
        """What all features lay before the next conference, each with the name of its feature."""
        return [(one.name, note) for one in self if one.agenda_notes is not None for note in one.agenda_notes()]

    def merging(self, kind: str) -> list[Merging]:
        """What all features keep of a person or an organisation."""
        return [one.merges[kind] for one in self if kind in one.merges]

    def own_counts(self, user: Actor) -> tuple[tuple[str, int], ...]:
        """What each feature keeps of the person's own, where there is any."""
        counted = (pair for feature in self if feature.own_counts for pair in feature.own_counts(user))
        return tuple((label, count) for label, count in counted if count)

    def offer(self, name: str) -> Callable[..., Any]:
        """Give the service that one feature offers to the others; KeyError if none does."""
        return self._offers[name]


def _once(what: str, pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the {what} {name!r} is declared twice")
        found[name] = value
    return found
