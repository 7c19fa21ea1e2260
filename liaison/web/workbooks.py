"""Workbooks handed in to be taken in: what the form says of one that cannot be, and where its faults are."""

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask_babel import gettext as _

from liaison.papers.sheet import CellError, SheetError
from liaison.web.forms import Form
from liaison.web.language import spell, tr

MOST_SHOWN: Final = 200
"""Rows and faults that a page lists; it says how many there are."""
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Faults:
    """The first faults of a workbook as (place, sentence), and how many there are."""

    lines: Sequence[tuple[str, str]] = ()
    total: int = 0


def read(form: Form, reader: Callable[..., Read], *arguments: Any) -> Read | None:
    """What the reader makes of the file; None where it is no such workbook, which the form's `file` tells."""
    try:
        return reader(*arguments)
    except SheetError as error:
        _blame(form, spell(error))
        return None


def blame_cells(form: Form, faults: Sized) -> None:
    """Say on the form that the workbook has faults, if it has, and that nothing of it was taken in."""
    if faults:
        _blame(form, _("文件有 %(n)s 处错误，没有导入任何内容。请按下表修改后重新上传。", n=len(faults)))


def told(faults: Sequence[CellError]) -> Faults:
    """The faults in the language of the page."""
    return Faults([fault.told(tr) for fault in faults[:MOST_SHOWN]], len(faults))


def _blame(form: Form, sentence: str) -> None:
    file: Any = form["file"]
    file.errors = [*file.errors, sentence]
