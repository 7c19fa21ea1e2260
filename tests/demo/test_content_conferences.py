"""The conferences of the demonstration city agree with their opinions, people, resolutions and days."""

import re
from collections import Counter
from itertools import pairwise

from liaison.core.numbers import ordinal
from liaison.core.sides import Role, Side
from liaison.demo import content

CITY, FIRMS, PEOPLE, OPINIONS = content.city(), content.firms(), content.people(), content.opinions()
CONFERENCES, ACCOUNTS = content.conferences(), content.accounts()
HELD = [conference for conference in CONFERENCES if conference.attendance]
BY_KEY = {conference.key: conference for conference in CONFERENCES}
BY_NAME = {person.name: person for person in PEOPLE}
# Every unit and its side; a chamber stands behind its court.
SIDES = {firm.short_name: Side.BAR for firm in FIRMS} | {body.short_name: body.side for body in CITY.organisations}
SIDES |= {f"{court.short_name}/{c.name}": court.side for court in CITY.organisations for c in court.chambers}


def test_every_opinion_of_a_held_conference_was_on_its_agenda_once() -> None:
    for conference in CONFERENCES:
        tabled = [key for item in conference.agenda for key in item.opinions]
        collected = {opinion.key for opinion in OPINIONS if opinion.conference == conference.key}
        assert len(tabled) == len(set(tabled))
        assert set(tabled) == collected if conference in HELD else set(tabled) < collected


def test_conferences_run_on_with_sides_taking_turns_within_three_years() -> None:
    assert [conference.ordinal for conference in CONFERENCES] == [1, 2, 3, 4, 5]
    offsets = [conference.offset for conference in CONFERENCES]
    assert offsets == sorted(offsets)
    assert offsets[0] + min(o.lodged_offset for o in OPINIONS if o.conference == "c1") >= -3 * 365
    for earlier, later in pairwise(CONFERENCES):
        assert later.convening_side is earlier.convening_side.other
    for conference in CONFERENCES:
        assert BY_NAME[conference.chair].side is conference.convening_side
        assert BY_NAME[conference.recorder].side is conference.convening_side


def test_everybody_at_a_conference_is_known_and_listed_once() -> None:
    for conference in CONFERENCES:
        attendance = conference.attendance or conference.rehearsal.attendance
        assert 18 <= len(attendance.names) <= 28, conference.key
        assert max(Counter(attendance.names).values()) == 1, conference.key
        assert set(attendance.names) <= BY_NAME.keys(), conference.key
        assert conference.chair in attendance.present
        assert {item.presenter for item in conference.agenda} <= {*attendance.present, *attendance.in_attendance}
        sides = Counter(BY_NAME[name].side for name in attendance.present)
        assert sides[None] == 0, conference.key
        assert min(sides[Side.BAR], sides[Side.BENCH]) >= 7, conference.key
        assert set(conference.invitees) in (set(), set(attendance.names))


def test_nobody_speaks_at_a_conference_without_being_there() -> None:
    for conference in CONFERENCES:
        attendance = conference.attendance or conference.rehearsal.attendance
        minutes = conference.minutes or conference.rehearsal.minutes
        said = [item.record for item in conference.agenda] + [minutes.opening, minutes.other_matters]
        said += [text for text, _ in conference.rehearsal.records.values()] if conference.rehearsal else []
        named = {name for name in BY_NAME if any(name in text for text in said)}
        assert named <= {*attendance.present, *attendance.in_attendance}, conference.key


def test_the_agenda_begins_with_ledger_and_opinions_and_fits_the_time() -> None:
    for conference in CONFERENCES:
        kinds = [item.kind for item in conference.agenda]
        first = ["opinions"] if conference.ordinal == 1 else ["ledger", "opinions"]
        assert kinds == first + ["topic"] * (len(kinds) - len(first))
        assert [item.no for item in conference.agenda] == list(range(1, len(kinds) + 1))
        minutes = (
            60 * (conference.ends.hour - conference.starts.hour) + conference.ends.minute - conference.starts.minute
        )
        assert sum(item.minutes_planned for item in conference.agenda) <= minutes, conference.key
        assert all(bool(item.record) == bool(item.outcome) == (conference in HELD) for item in conference.agenda)


def test_resolutions_name_known_units_and_people_and_went_on_in_time() -> None:
    for conference in CONFERENCES:
        resolutions = conference.resolutions or conference.rehearsal.resolutions
        assert [row.no for row in resolutions] == list(range(1, len(resolutions) + 1))
        assert 4 <= len(resolutions) <= 7
        for row in resolutions:
            assert {row.lead, *row.joint} <= SIDES.keys(), (conference.key, row.no)
            assert BY_NAME[row.person].side is SIDES[row.lead], (conference.key, row.no)
            days = [note.offset for note in row.progress] + ([row.done_offset] if row.done_offset else [])
            assert days == sorted(days), (conference.key, row.no)
            assert not days or conference.offset + days[-1] <= 0, (conference.key, row.no)
            assert (row.status == "done") == (row.done_offset is not None) == bool(row.done_note)


def _ledger(conference: content.Conference) -> tuple[int, int]:
    """Count the resolutions before a conference, carried over or of the last one, and those done by then."""
    known = [
        (earlier, row, earlier.offset + row.done_offset if row.done_offset else None)
        for earlier in HELD
        if earlier.ordinal < conference.ordinal
        for row in earlier.resolutions
    ]
    last = max(earlier.ordinal for earlier, _, _ in known)
    since = BY_KEY[f"c{last}"].offset
    on_ledger = [done for earlier, _, done in known if earlier.ordinal == last or done is None or done > since]
    return len(on_ledger), sum(done is not None and done <= conference.offset for done in on_ledger)


def test_the_ledger_says_what_the_resolutions_say() -> None:
    for conference in CONFERENCES[1:]:
        item = conference.agenda[0]
        record, outcome = conference.rehearsal.records[1] if conference.rehearsal else (item.record, item.outcome)
        total, done = _ledger(conference)
        assert re.search(rf"议定事项{total}项", record), conference.key
        assert re.search(rf"已完成{done}项", record), conference.key
        assert outcome == f"确认完成{done}项，转入下次会议{total - done}项。", conference.key


def test_the_report_on_opinions_says_what_the_opinions_say() -> None:
    for conference in HELD:
        record = next(item.record for item in conference.agenda if item.kind == "opinions")
        mine = [opinion for opinion in OPINIONS if opinion.conference == conference.key]
        sides = Counter(opinion.side for opinion in mine)
        before = sum(opinion.replied_offset < 0 for opinion in mine)
        counted = f"意见{len(mine)}条，其中律师方{sides[Side.BAR]}条、法官方{sides[Side.BENCH]}条"
        assert counted in record, conference.key
        assert f"会前已答复{before}条" in record, conference.key


def test_the_rehearsed_report_says_what_the_waiting_opinions_say() -> None:
    fifth = CONFERENCES[-1]
    record, _ = fifth.rehearsal.records[2]
    mine = [opinion for opinion in OPINIONS if opinion.conference == fifth.key]
    sides = Counter(opinion.side for opinion in mine)
    aside = {fate.key for fate in content.fates() if fate.verb in {"merge", "return", "withdraw"}}
    again = {fate.key for fate in content.fates() if fate.word == "dissatisfied"}
    going_on = [opinion for opinion in mine if opinion.key not in aside]
    replied = sum(bool(opinion.reply) for opinion in going_on)
    lodged = sum(opinion.screened_offset is None for opinion in going_on)
    assert f"意见{len(mine)}条，其中律师方{sides[Side.BAR]}条、法官方{sides[Side.BENCH]}条" in record
    assert f"合并、退回和撤回{len(mine) - len(going_on)}条，已答复{replied}条" in record
    assert f"其中{sum(opinion.key in again for opinion in mine)}条提出人不满意" in record
    assert f"已审核待答复{len(going_on) - replied - lodged}条，新登记{lodged}条" in record


def test_outcomes_count_the_resolutions_of_their_item() -> None:
    for conference in CONFERENCES:
        resolutions = conference.resolutions or conference.rehearsal.resolutions
        made = Counter(row.item for row in resolutions)
        outcomes = {item.no: item.outcome for item in conference.agenda}
        if conference.rehearsal:
            outcomes = {no: outcome for no, (_, outcome) in conference.rehearsal.records.items()}
        counts = {no: int(found[1]) for no, text in outcomes.items() if (found := re.search(r"议定事项(\d)项", text))}
        assert counts == made, conference.key


def test_minutes_fit_their_conference() -> None:
    for conference in CONFERENCES:
        minutes = conference.minutes or conference.rehearsal.minutes
        half = "上午" if conference.starts.hour < 12 else "下午"
        assert minutes.opening.startswith("{date}" + half), conference.key
        assert f"{ordinal(conference.ordinal)}联席会议" in minutes.opening
        assert conference.place in minutes.opening
        assert "云江市司法局" in minutes.distribution
    for conference in HELD:
        days = [conference.minutes.circulated_offset, *(c.offset for c in conference.minutes.countersigned)]
        assert max(days) <= conference.minutes.issued_offset
        organisers = {a.person.name: a.person.side for a in ACCOUNTS if Role.ORGANISER in a.roles}
        assert {(c.by, c.side) for c in conference.minutes.countersigned} <= organisers.items()
