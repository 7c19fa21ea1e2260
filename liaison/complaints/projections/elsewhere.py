"""What the other features see of complaints: what waits, finds by reference, days, files; nothing of their texts."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from liaison.complaints.models import DIRECTION_LABELS, Complaint, Direction, Identity, Status
from liaison.complaints.models.circulars import CIRCULAR_LABELS, CIRCULAR_TONES
from liaison.complaints.projections.complaint import row_as_seen_by
from liaison.complaints.queries import circulars, desk, drafts, figures, overdue
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules import circulars as rules_of_circulars
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.relations import Standing, relations
from liaison.core import clock
from liaison.core.declaration import LEAST_SHOWN as LEAST
from liaison.core.declaration import AgendaNote, Card, DateEntry, Holder, Waiting
from liaison.core.drafts import OpinionDraft
from liaison.core.errors import NotFound
from liaison.core.gathering import Found, Hit, Trend
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor, Role
from liaison.store import searching
from liaison.web.language import tr

KIND_LABEL = N_("监督投诉")
CIRCULAR_LABEL = N_("监督通报")
CATEGORY = "complaint_category"
YEAR = timedelta(days=365)
DRAFT = "complaint_draft"
ORIGINAL, COPY, ACCOUNT, CHECK = "complaint", "complaint_copy", "complaint_account", "complaint_check"
FILE_LABELS: Mapping[str, str] = {
    ORIGINAL: N_("投诉材料（原件）"),
    COPY: N_("给对方的材料（已隐去身份）"),
    ACCOUNT: N_("情况说明、申辩材料"),
    CHECK: N_("核查、调查材料"),
}
S = Status
# State -> the relations for which it waits then.
WAITS_FOR: Mapping[Status, frozenset[str]] = {
    S.LODGED: frozenset({r.OWN_OFFICER}),
    S.SUPPLEMENT_ASKED: frozenset({r.COMPLAINANT}),
    S.ACCEPTED: frozenset({r.OWN_OFFICER}),
    S.TRANSFERRED: frozenset({r.OTHER_OFFICER}),
    S.OBJECTED: frozenset({r.OWN_OFFICER}),
    S.ACKNOWLEDGED: frozenset({r.OTHER_OFFICER}),
    S.UNDER_CHECK: frozenset({r.HANDLER}),
    S.REPORTED: frozenset({r.OTHER_HEAD}),
    S.REFERRED: frozenset({r.OTHER_HEAD, r.OTHER_OFFICER}),
    S.CONCLUDED: frozenset({r.OTHER_OFFICER}),
    S.ANSWERED: frozenset({r.OWN_OFFICER}),
    S.RE_EXAMINATION: frozenset({r.OTHER_OFFICER}),
    S.VETTED: frozenset({r.OTHER_OFFICER}),
    S.RECEIVED: frozenset({r.OTHER_OFFICER, r.PANEL}),
    S.DOCKETED: frozenset({r.PANEL, r.OTHER_OFFICER}),
    S.NOTIFIED: frozenset({r.RESPONDENT}),
    S.DEFENDED: frozenset({r.OTHER_OFFICER}),
    S.UNDER_INVESTIGATION: frozenset({r.INVESTIGATOR}),
    S.INVESTIGATED: frozenset({r.PANEL}),
    S.HEARING_OFFERED: frozenset({r.RESPONDENT}),
    S.HEARING_ASKED: frozenset({r.PANEL}),
    S.HEARD: frozenset({r.PANEL}),
    S.DECIDED: frozenset({r.OTHER_OFFICER}),
    S.SERVED: frozenset({r.OTHER_OFFICER}),
}


CHECKED = frozenset({S.UNDER_CHECK, S.UNDER_INVESTIGATION})
"""States in which somebody was assigned, who may have stepped back since."""


def sees_menu(user: Actor) -> bool:
    """The two sides; the menu tells nothing of any complaint."""
    return user.side is not None and bool(
        user.roles & {Role.LAWYER, Role.JUDGE, Role.OFFICER, Role.HEAD_OF_SUPERVISION, Role.HANDLER,
                      Role.INVESTIGATOR, Role.PANEL_MEMBER}
    )  # fmt: skip


def waiting(user: Actor) -> list[Waiting]:
    """What waits for this person: the reference, the state, and the day on which it is due."""
    if user.side is None:
        return []
    who = standing_of(user)
    found, rows = [], desk.waiting(user)
    orphaned = desk.unassigned([row.id for row in rows if row.status in CHECKED])
    for complaint in rows:
        waits = {r.OTHER_OFFICER} if complaint.id in orphaned else WAITS_FOR.get(complaint.status, frozenset())
        if relations(who, complaint) & waits:
            seen = row_as_seen_by(who, complaint)
            found.append(
                Waiting(
                    kind_label=KIND_LABEL,
                    title=seen.reference,
                    url=_url(complaint),
                    due_on=seen.due_on,
                    note=seen.status_label,
                    tone=seen.due_tone,
                )
            )
    return [*found, *waiting_circulars(user)]


def waiting_circulars(user: Actor) -> list[Waiting]:
    """Circulars that wait for one's signature, or to be published."""
    if not user.roles & circulars.OFFICES or user.side is None:
        return []
    who = standing_of(user)
    found, rows = [], circulars.waiting(user)
    told_by = circulars.told_by_each(rows)
    for circular in rows:
        told = told_by[circular.id]
        verbs = ("sign", "countersign", "publish")
        if any(rules_of_circulars.circular_refusal(verb, who, circular, told) is None for verb in verbs):
            label = CIRCULAR_LABELS[circular.status]
            found.append(Waiting(CIRCULAR_LABEL, circular.title, f"/complaints/circulars/{circular.id}", note=label))
    return found


def circular_cards(_user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """Published circulars, as the archive shows what a paper came from."""
    return {
        circular.id: Card(
            kind="complaint_circular",
            id=circular.id,
            number=circular.paper.number if circular.paper else "",
            title=circular.title,
            url=f"/complaints/circulars/{circular.id}",
            state_label=CIRCULAR_LABELS[circular.status],
            tone=CIRCULAR_TONES[circular.status],
        )
        for circular in circulars.find_many(ids)
    }


def is_keeper(user: Actor, _paper_id: int) -> bool:
    """Whether somebody may deposit the scan of a circular with its signatures and seals: the officers of both sides."""
    return user.side is not None and user.has(Role.OFFICER)


def sees_circulars(user: Actor) -> bool:
    """Members of both sides, and the bureau's observers."""
    return sees_menu(user) or user.has(Role.OBSERVER) or user.has(Role.ORGANISER)


def search(user: Actor, q: str) -> list[Found]:
    """Complaints by their reference."""
    if user.side is None:
        return []
    who, finds = standing_of(user), desk.find(user, q)
    seen = [(row_as_seen_by(who, complaint), _url(complaint)) for complaint in finds.rows]
    hits = [Hit(one.reference, url, excerpt=tr(one.status_label)) for one, url in seen]
    return searching.told(KIND_LABEL, finds, hits, "/complaints", q)


def trends(user: Actor, first: date, last: date) -> list[Trend]:
    """What the own side received by month, of what the person may know of: for its officers and its head alone."""
    if user.side is None or not user.roles & {Role.OFFICER, Role.HEAD_OF_SUPERVISION}:
        return []
    direction = next(each for each in Direction if each.side is user.side)
    received = figures.by_month(direction, first, last, queries.visible_to(user))
    url = "/complaints/figures" if user.has(Role.OFFICER) else "/complaints"
    return [Trend("complaints", N_("本方收到的监督投诉"), N_("件"), [(N_("收到"), received)], url)]


def may_begin(user: Actor) -> bool:
    """Who is offered to complain on the first page; the page itself says who may not, and why."""
    return user.side is not None and bool(user.roles & {Role.LAWYER, Role.JUDGE})


def may_enter(user: Actor) -> bool:
    """Who types in complaints that came by letter or telephone."""
    return user.side is not None and user.has(Role.OFFICER)


def due_dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The days on which something is due."""
    if user.side is None:
        return []
    return [
        DateEntry(complaint.due_on, complaint.reference, _url(complaint), kind_label=KIND_LABEL, is_deadline=True)
        for complaint in desk.due_between(user, first, last)
        if complaint.due_on is not None
    ]


def agenda_notes() -> list[AgendaNote]:
    """What is overdue, for the next conference: one total of both directions, without any split."""
    count = overdue.count_overdue()
    if not count:
        return []
    day = chinese_date(clock.today())
    return [AgendaNote("监督投诉超期情况", f"截至{day}，超过办理期限的监督投诉共{count}件。")]


def pattern_draft(user: Actor, id: int) -> OpinionDraft:
    """An opinion from what came up again and again: figures of the own side, never below five.

    Raises NotFound for who is no officer, for the other side's categories and for fewer complaints.
    """
    category = queries.get_category(id)
    last = clock.today()
    counted = figures.of_categories(category.direction, last - YEAR, last, queries.visible_to(user))
    count = counted.get(id, 0)
    if not user.has(Role.OFFICER) or user.side is not category.direction.side or count < LEAST:
        raise NotFound
    return OpinionDraft(
        title=f"关于改进“{category.name}”有关工作的建议"[:80],
        text=f"近一年来，本方收到反映“{category.name}”的监督投诉{count}件，问题反复出现，建议研究改进。",
        label=category.name,
    )


def find_original(user: Actor, id: int) -> Holder:
    """The complainant's own files: for the complainant and the own side. Raises NotFound."""
    return _found(ORIGINAL, user, id)


def find_copy(user: Actor, id: int) -> Holder:
    """What the other side gets of them. Raises NotFound."""
    return _found(COPY, user, id)


def find_account(user: Actor, id: int) -> Holder:
    """What the person complained of adds to the account or the defence. Raises NotFound."""
    return _found(ACCOUNT, user, id)


def find_check(user: Actor, id: int) -> Holder:
    """What the deciding side gathers: witnesses, records; not for the person complained of. Raises NotFound."""
    return _found(CHECK, user, id)


def find_draft(user: Actor, id: int) -> Holder:
    """One's own draft with its files; nobody else's. Raises NotFound."""
    holder = draft_holder(user)
    if holder is None or holder.id != id:
        raise NotFound
    return holder


def draft_holder(user: Actor) -> Holder | None:
    """The draft of somebody as what takes files; None before anything was filled in."""
    draft = drafts.find(standing_of(user).user_key)
    if draft is None:
        return None
    return Holder(
        kind=DRAFT,
        id=draft.id,
        title=tr(N_("证据材料")),
        url="/complaints/draft/files",
        why_not_add=None,
        own_side=user.side,
        is_nameless=True,
    )


def as_holder(kind: str, who: Standing, complaint: Complaint) -> Holder | None:
    """A complaint with one sort of its files, as somebody stands to it; None for who sees none of them."""
    mine = relations(who, complaint)
    side = complaint.side.other if kind in {ACCOUNT, CHECK} else complaint.side
    keepers = {
        ORIGINAL: r.OWN_SIDE | {r.COMPLAINANT},
        COPY: r.OWN_SIDE | {r.COMPLAINANT},
        ACCOUNT: r.OTHER_SIDE | {r.RESPONDENT},
        CHECK: r.OTHER_SIDE,
    }[kind]
    viewers = keepers | r.OTHER_SIDE if kind == COPY else keepers
    if not mine & viewers:
        return None
    adders = r.OWN_SIDE if kind == COPY else keepers
    is_open = complaint.status not in rules.ENDED and (kind != COPY or complaint.status in rules.BEFORE_TRANSFER)
    # An original names its author in its metadata: without a name nobody opens it, in confidence the intake alone.
    readers = keepers
    if kind == ORIGINAL and complaint.identity is not Identity.NAMED:
        intake = {r.INTAKE} if complaint.identity is Identity.CONFIDENTIAL else set()
        readers = frozenset({r.COMPLAINANT, *intake})
    why_not = None
    if not mine & adders:
        why_not = Refusal(N_("此处材料由经办方添加。"), kind="forbidden")
    elif not is_open:
        why_not = Refusal(N_("当前状态不能再添加材料。"), kind="state")
    return Holder(
        kind=kind,
        id=complaint.id,
        title=f"{tr(DIRECTION_LABELS[complaint.direction])} {complaint.reference}",
        url=_url(complaint),
        why_not_add=why_not,
        own_side=side if mine & readers else None,
        is_officer=bool(mine & (r.OWN_SIDE if side is complaint.side else r.OTHER_SIDE)),
        is_nameless=True,
        hides_author=kind == ORIGINAL and complaint.identity is not Identity.NAMED and r.COMPLAINANT not in mine,
    )


def _found(kind: str, user: Actor, id: int) -> Holder:
    holder = as_holder(kind, standing_of(user), queries.get_visible(user, id))
    if holder is None:
        raise NotFound
    return holder


def _url(complaint: Complaint) -> str:
    """The address of the page; written out, since commands ask for it outside of any request."""
    return f"/complaints/{complaint.id}"
