"""The frozen facts of registers, forms, name plates, posters and slips: what stands in them, not how it is set."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from liaison.papers.canonical import FactsError, Frozen

# A form is set on twelve columns; a label takes two of them.
RASTER: Final = 12
LABEL: Final = 2
ALIGNMENTS: Final = frozenset({"left", "center", "right"})


@dataclass(frozen=True, slots=True)
class Column(Frozen):
    """One column of a register.

    `share` is its width against the others; neighbours of one `group` share an upper head.
    """

    heading: str
    share: int = 1
    align: str = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row(Frozen):
    """One line of a register, a text for each column."""

    KIND: ClassVar[str] = "row"
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRow(Frozen):
    """A line across the whole register that names what follows."""

    KIND: ClassVar[str] = "group"
    text: str


@dataclass(frozen=True, slots=True)
class RegisterFacts(Frozen):
    """A register, list or table, filled in or to be filled in by hand.

    `blank_rows` empty lines follow the rows; every row is at least `row_height` millimetres high.
    """

    KIND: ClassVar[str] = "register"
    title: str
    issuer: str
    issued_on: date
    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...] = ()
    totals: tuple[str, ...] = ()
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    blank_rows: int = 0
    row_height: int = 8
    is_landscape: bool = False

    def __post_init__(self) -> None:
        """Raise FactsError where a row does not have a text for each column, or a column no width."""
        Frozen.__post_init__(self)
        if not self.columns or any(column.share < 1 or column.align not in ALIGNMENTS for column in self.columns):
            raise FactsError("RegisterFacts.columns: a column needs a width and an alignment")
        for number, row in enumerate(self.rows):
            if isinstance(row, Row) and len(row.cells) != len(self.columns):
                raise FactsError(f"RegisterFacts.rows[{number}]: not one text for each column")
        if self.totals and len(self.totals) != len(self.columns):
            raise FactsError("RegisterFacts.totals: not one text for each column")


@dataclass(frozen=True, slots=True)
class Field(Frozen):
    """A labelled cell of a form, `span` of its twelve columns wide with its label and at least `lines` lines high.

    With `choices` it holds a box for each, ticked for those `chosen`; without them the value, or room to write.
    """

    label: str
    value: str = ""
    span: int = RASTER
    lines: int = 1
    choices: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise FactsError where there is no room for the value, or what is chosen cannot be chosen."""
        Frozen.__post_init__(self)
        if not LABEL < self.span <= RASTER or self.lines < 1:
            raise FactsError("Field.span: no room for the value")
        if not set(self.chosen) <= set(self.choices):
            raise FactsError("Field.chosen: not one of the choices")


@dataclass(frozen=True, slots=True)
class FieldRow(Frozen):
    """Fields side by side; together they fill the twelve columns."""

    KIND: ClassVar[str] = "fields"
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        """Raise FactsError where the fields do not fill the row."""
        Frozen.__post_init__(self)
        if sum(field.span for field in self.fields) != RASTER:
            raise FactsError("FieldRow.fields: they do not fill the row")


@dataclass(frozen=True, slots=True)
class Band(Frozen):
    """A line across the form that names what follows."""

    KIND: ClassVar[str] = "band"
    text: str


@dataclass(frozen=True, slots=True)
class FormFacts(Frozen):
    """A form to fill by hand. `signatures` are the labels of lines to sign on, the last with room for the date.

    An issued form is an official paper: it carries the verification code.
    """

    KIND: ClassVar[str] = "form"
    title: str
    issuer: str
    issued_on: date
    rows: tuple[FieldRow | Band, ...]
    number: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class Plate(Frozen):
    """A person at the table; unit and office may be empty."""

    name: str
    unit: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class PlatesFacts(Frozen):
    """Name plates (席卡), one folded sheet each, in the order of the seats."""

    KIND: ClassVar[str] = "plates"
    title: str
    issuer: str
    issued_on: date
    plates: tuple[Plate, ...]
    is_landscape: bool = True


@dataclass(frozen=True, slots=True)
class PosterFacts(Frozen):
    """A poster with a QR code of `address`; `opens` and `closes` as printed (2026年7月9日9时), either may be empty."""

    KIND: ClassVar[str] = "poster"
    title: str
    issuer: str
    issued_on: date
    address: str
    lines: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Slip(Frozen):
    """One slip: the address in its QR code, and the code that is typed where nothing can be scanned.

    `name` says whose it is; "" on slips that are nobody's, such as tickets.
    """

    address: str
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SlipsFacts(Frozen):
    """Slips to cut apart, the same words on each; `site` is the address to type the code at."""

    KIND: ClassVar[str] = "slips"
    title: str
    issuer: str
    issued_on: date
    slips: tuple[Slip, ...]
    lines: tuple[str, ...] = ()
    site: str = ""
