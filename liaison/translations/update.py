"""`make translations`: takes new message ids into the English catalogue and drops those no longer used."""

import sys

from liaison.translations import catalogue


def main() -> int:
    english = catalogue.read()
    # Fuzzy matching guesses wrongly with Chinese ids, and a wrong guess passes for a translation.
    english.update(catalogue.extract(), no_fuzzy_matching=True, update_creation_date=False)
    # A catalogue that is fuzzy as a whole, as a new one is, would be left out at set-up without a word.
    english.fuzzy = False
    catalogue.write(english)
    untranslated = [message for message in english if message.id and not any(catalogue.texts(message.string))]
    sys.stdout.write(f"{len(english)} messages, {len(untranslated)} without English: {catalogue.ENGLISH}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
