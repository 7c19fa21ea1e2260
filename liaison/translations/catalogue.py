"""Reads the message ids out of the code and the pages, and the English catalogue from its file."""

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Path(__file__).parent / "en/LC_MESSAGES/messages.po"
SOURCES = [("liaison", "**.py", "python"), ("templates", "**.html", "jinja2")]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
HEADER = "# English catalogue of liaison; message ids are Chinese. `make translations` keeps it up to date."


def extract() -> Catalog:
    """Every message id in use, with the files that use it."""
    found = Catalog(charset="utf-8")
    for folder, pattern, method in SOURCES:
        rows = extract_from_dir(
            ROOT / folder,
            [(pattern, method)],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
            directory_filter=lambda _: True,  # else it passes over folders such as _macros
        )
        for file, line, message, comments, context in rows:
            found.add(message, None, [(f"{folder}/{file}", line)], auto_comments=comments, context=context)
    return found


def texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """The forms of an id or a translation: one, or one for each plural."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def read() -> Catalog:
    """The English catalogue as it stands; an empty one where there is none yet."""
    if not ENGLISH.exists():
        return Catalog(locale="en", project="liaison", version="", header_comment=HEADER)
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def write(catalogue: Catalog) -> None:
    """Store the catalogue without line numbers, which would change with every edit of the code, and compile it."""
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    with ENGLISH.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
