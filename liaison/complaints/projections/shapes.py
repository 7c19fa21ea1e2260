"""The shapes in which pages, lists, exports and papers get a complaint."""

from dataclasses import dataclass
from datetime import date, datetime

from liaison.complaints.models import CopyStatus, Direction, Status
from liaison.complaints.projections.clocks import SeenClock
from liaison.complaints.rules.words import Words
from liaison.core.declaration import Tone
from liaison.core.moves import Move


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A complaint in a list: nothing sealed is opened for it. `due_left` in the unit of the rule that ends first."""

    id: int
    reference: str
    direction: Direction
    direction_label: str
    status: Status
    status_label: str
    tone: Tone
    category: str
    identity_label: str
    body_id: int | None
    received_on: date
    due_on: date | None
    due_left: str
    due_tone: Tone
    role_label: str


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A line of the timeline, in the language of the page."""

    title: str
    at: datetime
    by: str
    quote: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """An issued paper; `formats` are those whose files are there."""

    id: int
    title: str
    number: str
    issued_on: date
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenNote:
    """An inner note, or a message; `by` is a name, or a label of ours."""

    by: str
    at: datetime
    text: str
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class SeenPart:
    """Who has a part now; a message id and a name."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class SeenComplaint:
    """What one person may see. `words` None: not the text, original or copy. `complainant` "": stays unknown.

    `advice` and `law`: what was read before the form began, for the own side.
    `leading`: id and reference of the complaint in which this one goes on, where the person reads that one as well.
    `has_hidden_identity`: there is one, which this person opens on a page of its own, and that is recorded.
    """

    row: SeenRow
    version: int
    relation_label: str
    channel_label: str
    register_number: int | None
    words: Words | None
    is_original: bool
    copy_status: CopyStatus | None
    copy_words: Words | None
    respondent: str
    complainant: str
    has_hidden_identity: bool
    outcome: str
    satisfaction: int | None
    events: list[SeenEvent]
    stages: list[tuple[str, str, str]]
    clocks: list[SeenClock]
    papers: list[SeenPaper]
    notes: list[SeenNote] | None
    messages: list[SeenNote] | None
    parts: list[SeenPart]
    moves: tuple[Move, ...]
    next_step: str
    advice: str
    law: str
    repeated: int
    leading: tuple[int, str] | None
    is_complainant: bool
    is_respondent: bool
    is_own_side: bool
    is_other_side: bool

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def reference(self) -> str:
        return self.row.reference
