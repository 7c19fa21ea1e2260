"""Texts as the office has worded them, or as they began."""

from collections.abc import Mapping

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core.wordings import Wording, filled
from liaison.store.base import Base, Versioned, db
from liaison.store.remembered import remembered


class WordingText(Versioned, Base):
    """One text that differs, or once differed, from the one to begin with."""

    __tablename__ = "wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    text: Mapped[str] = mapped_column(Text)


def text(wording: Wording) -> str:
    """The text with its blanks, as it stands now."""

    def load() -> dict[str, str]:
        return {key: text for key, text in db.session.execute(select(WordingText.key, WordingText.text))}

    return remembered("wordings", load).get(wording.key, wording.first)


def write(wording: Wording, values: Mapping[str, str] | None = None) -> str:
    """The text with its blanks filled in."""
    return filled(text(wording), values or {})


def numbered(form: Wording, year: int, number: int | str) -> str:
    """A document number in the office's form."""
    return write(form, {"年份": str(year), "序号": str(number)})
