"""`make check`: the English catalogue is complete, says nothing else, and keeps every placeholder."""

import re
import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from liaison.translations import catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
HAN = re.compile("[\u3400-\u9fff]")


def problems(used: Catalog, english: Catalog) -> Iterator[str]:
    """One sentence for each thing to mend; none when the catalogue is as it should be."""
    if english.fuzzy:
        yield "the header of the catalogue is marked fuzzy: it would not be compiled, and no page would be English"
    wanted = {(message.context, message.id): message for message in used if message.id}
    known = {(message.context, message.id): message for message in english if message.id}
    for key in wanted.keys() - known.keys():
        yield f"{_name(wanted[key])}: not in the catalogue, run make translations"
    for key in known.keys() - wanted.keys():
        yield f"{_name(known[key])}: no longer used, run make translations"
    for key in wanted.keys() & known.keys():
        yield from _faults(known[key])


def _faults(message: Message) -> Iterator[str]:
    ids = catalogue.texts(message.id)
    strings = catalogue.texts(message.string)
    if message.fuzzy:
        yield f"{_name(message)}: marked fuzzy, read it and remove the mark"
    if len(strings) < len(ids) or not all(strings):
        yield f"{_name(message)}: not translated"
        return
    # "one item" may leave its number out; every other form has what the Chinese has.
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for index, string in enumerate(strings):
        found = set(PLACEHOLDER.findall(string))
        is_singular = len(strings) > 1 and index == 0
        if found != wanted and not (is_singular and found < wanted):
            yield f"{_name(message)}: placeholders {sorted(wanted)} became {sorted(found)}"
        if HAN.search(string):
            yield f"{_name(message)}: Chinese characters in the English"


def _name(message: Message) -> str:
    places = ", ".join(file for file, _ in message.locations[:2])
    return f"{catalogue.texts(message.id)[0]!r} ({places})"


def main() -> int:
    found = sorted(problems(catalogue.extract(), catalogue.read()))
    sys.stdout.writelines(f"{line}\n" for line in found)
    if found:
        sys.stdout.write(f"{len(found)} faults in the English catalogue\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
