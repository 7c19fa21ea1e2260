"""What the pages show of a conference: its name in the reader's language, its stages, the step that comes next."""

from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from liaison.conferences.models import KIND_LABELS, Conference, ConferenceKind, ConferenceStatus
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import moves, standing
from liaison.conferences.rules import planning as planning_rules
from liaison.core.messages import N_, Term, write_out
from liaison.core.moves import Move, Refusal
from liaison.core.numbers import chinese_numeral
from liaison.core.sides import Actor
from liaison.web.language import date_text, language, tr

S = ConferenceStatus
STAGES: Final = (N_("筹备"), N_("通知"), N_("召开"), N_("起草纪要"), N_("会签"), N_("印发"))
DONE_STAGES: Final = {
    S.PLANNED: 0,
    S.POSTPONED: 0,
    S.ANNOUNCED: 2,
    S.IN_SESSION: 2,
    S.HELD: 3,
    S.CIRCULATED: 4,
    S.COUNTERSIGNED: 5,
    S.ISSUED: 6,
}
NEXT_VERBS: Final = {
    S.PLANNED: "announce",
    S.POSTPONED: "announce",
    S.ANNOUNCED: "open",
    S.IN_SESSION: "conclude",
    S.HELD: "draft",
    S.CIRCULATED: "countersign",
    S.COUNTERSIGNED: "issue",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The verb that comes next on a conference, and why not yet, if so."""

    move: Move
    refusal: Refusal | None


def name_of(conference: Conference) -> str:
    """第五次联席会议, or the same in English: the title itself belongs on papers."""
    if conference.ordinal is None:
        # A cancelled one whose ordinal the next one gets.
        day = date_text(conference.held_on)
        return tr(N_("%(kind)s（原定%(day)s，已取消）"), kind=tr(KIND_LABELS[conference.kind]), day=day)
    return name_for(conference.kind, conference.ordinal)


def name_for(kind: ConferenceKind, n: int) -> str:
    """The name that the n-th conference of a kind has."""
    return tr(planning_rules.TITLES[kind], ordinal=chinese_numeral(n) if language() == "zh" else n)


def said(refusal: Refusal) -> Markup:
    """A refusal in the language of the page; what people typed keeps its own."""
    params = {name: _marked(value) for name, value in refusal.params.items()}
    return Markup(write_out(refusal.message, params, lambda message: Markup(tr(message))))  # noqa: S704 -- it escapes


def _marked(value: object) -> object:
    is_typed = isinstance(value, str) and not isinstance(value, Term)
    return Markup('<span lang="zh-CN">{}</span>').format(value) if is_typed else value


def stages(conference: Conference) -> list[tuple[str, Literal["done", "now", ""], str]]:
    """The steps of a conference's page: label and state. One that was cancelled has none."""
    done = DONE_STAGES.get(conference.status)
    if done is None:
        return []
    return [
        (tr(label), "done" if place < done else "now" if place == done else "", "")
        for place, label in enumerate(STAGES)
    ]


def next_verb(conference: Conference) -> str | None:
    """The verb that leads on from where a conference stands; None at the end."""
    if conference.status is S.HELD and conference.revisions:
        return "circulate"
    return NEXT_VERBS.get(conference.status)


def next_step(user: Actor, conference: Conference) -> Step | None:
    """What comes next, for those who organise; None where nothing does."""
    verb = next_verb(conference)
    if verb is None or moves.ORGANISER not in standing.relations(user, conference):
        return None
    return Step(moves.MOVES[verb], conference_rules.why_not(verb, user, conference))
