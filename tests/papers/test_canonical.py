"""Canonical JSON: one spelling for one meaning, and nothing else is read."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.papers.canonical import FORBIDDEN, FactsError, Frozen, canonical_json, read_json
from liaison.papers.facts.minutes import (
    ALIGNMENTS,
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Distribution,
    MinutesFacts,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Section,
    Subheading,
    Table,
    TableColumn,
)
from liaison.papers.kinds import read_facts
from tests.makers.papers import make_minutes_facts

TEXT = st.text(st.characters(exclude_categories=sorted(FORBIDDEN)), max_size=40)


def tuples(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(
            st.builds(TableColumn, TEXT, st.integers(1, 9), st.sampled_from(ALIGNMENTS)), min_size=1, max_size=3
        ).map(tuple)
    )
    row = st.lists(TEXT, min_size=len(columns), max_size=len(columns)).map(tuple)
    return Table(columns, draw(tuples(row)), draw(TEXT))


BLOCKS = st.one_of(
    tables(),
    st.builds(Paragraph, TEXT),
    st.builds(Subheading, TEXT),
    st.builds(NumberedParagraph, st.integers(), TEXT, st.integers(3, 4)),
    st.builds(ResolutionRow, TEXT, TEXT, TEXT, tuples(TEXT), TEXT, st.none() | st.dates(), TEXT),
)
MINUTES = st.builds(
    MinutesFacts,
    mark=TEXT,
    number=TEXT,
    issued_on=st.dates(),
    issuers=tuples(TEXT),
    title=TEXT,
    opening=tuples(TEXT),
    sections=tuples(st.builds(Section, TEXT, tuples(BLOCKS))),
    attendance=tuples(
        st.builds(
            AttendanceGroup,
            TEXT,
            tuples(st.builds(AttendingUnit, TEXT, tuples(st.builds(Attendee, TEXT, TEXT)))),
        )
    ),
    distribution=st.builds(Distribution, tuples(TEXT), TEXT, st.dates()),
)


@given(MINUTES)
def test_facts_come_back_as_they_were_frozen(facts: MinutesFacts) -> None:
    data = canonical_json(facts)
    assert read_facts("minutes", data) == facts
    assert canonical_json(read_facts("minutes", data)) == data


@given(MINUTES, MINUTES)
def test_different_facts_are_spelled_differently(one: MinutesFacts, other: MinutesFacts) -> None:
    assert (canonical_json(one) == canonical_json(other)) == (one == other)


def test_the_form_is_sorted_compact_utf8() -> None:
    data = canonical_json(ResolutionRow("议定〔2026〕3号", "修订“办法”", "秘书处", due=date(2026, 3, 9)))
    assert data.decode() == (
        '{"due":"2026-03-09","kind":"resolution","lead":"秘书处","number":"议定〔2026〕3号","text":"修订“办法”"}'
    )


def test_a_field_added_later_leaves_the_hash_of_older_papers() -> None:
    @dataclass(frozen=True)
    class Old(Frozen):
        KIND: ClassVar[str] = "paper"
        text: str

    @dataclass(frozen=True)
    class New(Frozen):
        KIND: ClassVar[str] = "paper"
        text: str
        note: str = ""

    assert canonical_json(New("正文")) == canonical_json(Old("正文"))
    assert read_json(New, canonical_json(Old("正文"))) == New("正文")
    assert canonical_json(New("正文", "注")) != canonical_json(Old("正文"))


@pytest.mark.parametrize("sign", ["\x00", "\n", "\t", "\x1b", "\x85", "\u2028", "\ud800"])
def test_a_fact_is_one_line_of_plain_text(sign: str) -> None:
    with pytest.raises(FactsError, match=f"Paragraph.text: character U\\+{ord(sign):04X}"):
        Paragraph(f"甲{sign}乙")


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: Paragraph(3), "Paragraph.text: int"),
        (lambda: Table((), ()), "Table.columns: not 1 to 12"),
        (lambda: Table((TableColumn("甲"),) * 13, ()), "Table.columns: not 1 to 12"),
        (lambda: Table((TableColumn("甲"),), (("一",), ("一", "二"))), r"Table.rows\[1\]: not 1 cells"),
        (lambda: Table((TableColumn("甲"),), ((3,),)), r"Table.rows\[0\]\[0\]: int"),
        (lambda: TableColumn("甲", 0), "TableColumn: share below 1"),
        (lambda: TableColumn("甲", align="top"), "TableColumn: share below 1, or unknown alignment"),
        (lambda: NumberedParagraph(True, "甲"), "NumberedParagraph.number: bool"),
        (lambda: ResolutionRow("1", "甲", "乙", due="2026-03-09"), "ResolutionRow.due: str"),
        (lambda: ResolutionRow("1", "甲", "乙", joint=["丙"]), "ResolutionRow.joint: not a tuple"),
        (lambda: Section("一、", (Attendee("甲"),)), r"Section.blocks\[0\]: Attendee"),
    ],
)
def test_a_fact_of_the_wrong_type_is_refused(make: Any, where: str) -> None:
    with pytest.raises(FactsError, match=where):
        make()


def changed(**values: Any) -> bytes:
    plain = json.loads(canonical_json(make_minutes_facts()))
    return json.dumps({name: value for name, value in (plain | values).items() if value != "gone"}).encode()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xff", "not JSON"),
        (b"[]", "not of kind minutes"),
        (changed(kind="circular"), "not of kind minutes"),
        (changed(seal="印"), "unknown field seal"),
        (changed(title="gone"), "field title is missing"),
        (changed(issued_on="2026-13-01"), "issued_on: not a date"),
        (changed(issued_on=20260101), "issued_on: int"),
        (changed(opening="甲"), "opening: not a list"),
        (changed(sections=[{"heading": "一、", "blocks": [{"kind": "seal"}]}]), r"blocks\[0\]: unknown kind"),
        (changed(title="甲\n乙"), r"title: character U\+000A"),
    ],
)
def test_what_does_not_fit_is_not_read(data: bytes, fault: str) -> None:
    with pytest.raises(FactsError, match=fault):
        read_facts("minutes", data)
