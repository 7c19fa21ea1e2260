"""What papers may say of a complaint, each to its reader, and the sentences on time limits."""

from liaison.complaints.facts import Telling
from liaison.complaints.models import (
    FINDING_LABELS,
    MEASURE_LABELS,
    SANCTION_LABELS,
    Complaint,
    ComplaintClock,
    Direction,
    Finding,
    Identity,
    Measure,
    PaperSort,
    Sanction,
)
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.steps import COMPLAINANT, OWN, PAPER_READERS
from liaison.complaints.rules.words import Person, Words
from liaison.core.calendar import Limit, Unit
from liaison.core.numbers import chinese_date
from liaison.core.sides import Side
from liaison.store import clocks
from liaison.store.clocks import KIND_LABELS, ClockKind
from liaison.store.remembered import remembered
from liaison.web.frame import features

# Sort of paper -> the clocks that it names.
LIMITS = {
    PaperSort.RECEIPT: ("complaint_accept", "suggestion_vet"),
    PaperSort.TRANSFER: ("complaint_objection", "complaint_acknowledge", "suggestion_receive"),
    PaperSort.ACKNOWLEDGEMENT: ("complaint_check", "discipline_docket"),
    PaperSort.ALLEGATION: ("discipline_defend",),
    PaperSort.HEARING: ("hearing_ask",),
    PaperSort.REPLY: ("re_examination_ask",),
}
# Sort of paper -> the clock within which its reader may ask for a re-examination, and of whom.
RE_EXAMINED = {
    PaperSort.DECISION: ("discipline_re_examination", "向省律师协会"),
    PaperSort.OUTCOME: ("re_examination_ask", ""),
}


def telling_of(complaint: Complaint, sort: PaperSort, text: str = "") -> Telling:
    """What a paper of this sort may say: who reads it decides what it holds."""
    readers = PAPER_READERS[sort]
    is_intake = readers <= {COMPLAINANT, OWN}
    content = queries.content_of(complaint)
    original, person = Words.from_json(content.words), Person.from_json(content.identity)
    copy = queries.copy_of(complaint)
    words = original if is_intake or copy is None else Words.from_json(copy.words)
    own, other = bodies(complaint)
    is_known = person is not None and (is_intake or complaint.identity is Identity.NAMED or COMPLAINANT in readers)
    return Telling(
        own=own,
        other=other,
        complainant=_called(person) if person is not None and is_known else "",
        respondent=original.respondent,
        category=complaint.category.name,
        words=words,
        text=text,
        outcome=outcome_words(complaint),
        limits=_limits(complaint, sort),
    )


def bodies(complaint: Complaint) -> tuple[str, str]:
    """The two bodies by name, that of the side of origin first; a court speaks for itself where it is known."""
    (bar, bench), courts = remembered("complaints.bodies", _named_bodies)
    if complaint.direction is Direction.LAWYER_TO_JUDGE:
        return bar or "律师协会", courts.get(complaint.body_id or 0) or bench or "法官协会"
    return bench or "法官协会", bar or "律师协会"


def _named_bodies() -> tuple[tuple[str, str], dict[int, str]]:
    """Both associations, and the courts by id: read once a transaction."""
    units = features().offer("units")(Side.BENCH)
    return features().offer("association_names")(), {unit.id: unit.name for unit in units}


def outcome_words(complaint: Complaint) -> str:
    """What it came to, in Chinese: finding, then measure or sanction."""
    if complaint.finding is None:
        return ""
    finding = FINDING_LABELS[Finding(complaint.finding)]
    if not complaint.measure:
        return finding
    if complaint.direction is Direction.LAWYER_TO_JUDGE:
        return f"{finding}；{MEASURE_LABELS[Measure(complaint.measure)]}"
    sanction = SANCTION_LABELS[Sanction(complaint.measure)]
    if complaint.months:
        sanction = f"{sanction.split('（')[0]}{complaint.months}个月"
    return f"{finding}；{sanction}"


def _called(person: Person) -> str:
    return f"{person.name}（{person.unit}）" if person.unit else person.name


def _limits(complaint: Complaint, sort: PaperSort) -> tuple[str, ...]:
    running = {row.key: row for row in queries.clocks_of(complaint)}
    found = [_sentence(running[key]) for key in LIMITS.get(sort, ()) if key in running]
    if sort in RE_EXAMINED and complaint.round == 1:
        key, where = RE_EXAMINED[sort]
        amount = _amount(clocks.limit(key))
        found.append(f"对结果不服的，可以自收到之日起{amount}内{where}申请复查（{_basis(key)}）。")
    return tuple(found)


def _sentence(row: ComplaintClock) -> str:
    amount, until = _amount(clocks.limit(row.key)), chinese_date(row.due_on)
    return f"{clocks.describe(row.key).name}：{amount}，至{until}（{_basis(row.key)}）。"


def _basis(key: str) -> str:
    """The kind of a rule, and what it is modelled on: a promise is never printed as law."""
    known = clocks.describe(key)
    basis = f"，参照{known.article}" if known.kind is ClockKind.MODELLED and known.article else ""
    return KIND_LABELS[known.kind].split("，")[0] + basis


def _amount(limit: Limit) -> str:
    return f"{limit.amount}个工作日" if limit.unit is Unit.WORKING_DAYS else f"{limit.amount}日"
