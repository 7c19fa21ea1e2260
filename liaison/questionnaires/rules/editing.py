"""Changes of a design, each giving a new one: the designs themselves are frozen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from liaison.core.errors import NotFound, RuleBroken
from liaison.core.items import JUDGE_TO_LAWYER, LAWYER_TO_JUDGE, Item
from liaison.core.messages import N_
from liaison.questionnaires.rules.design import MOST_QUESTIONS, Design, Option, Question, QuestionKind

BANK: Final[dict[str, tuple[str, str, tuple[Item, ...]]]] = {
    "j": (N_("律师对法官（十项）"), N_("律师评价法官的十项内容"), LAWYER_TO_JUDGE),
    "l": (N_("法官对律师（十项）"), N_("法官评价律师的十项内容"), JUDGE_TO_LAWYER),
}
"""The item bank: letter of its keys -> name, what it is, items. An item keeps its key, so that rounds compare."""


def bank_questions(letter: str) -> tuple[Question, ...]:
    """The items of a set as questions. Raises NotFound for a set that is not there."""
    if letter not in BANK:
        raise NotFound
    return tuple(
        Question(
            key=f"{letter}{number}",
            kind=QuestionKind.FREQUENCY,
            text=chinese,
            text_en=english,
            is_required=True,
            may_be_unobserved=True,
        )
        for number, (chinese, english) in enumerate(BANK[letter][2], 1)
    )


def with_bank(design: Design, letter: str, numbers: Sequence[int]) -> Design:
    """Add items of the bank at the end; those that are there already stay where they are."""
    wanted = bank_questions(letter)
    present = {question.key for question in design.questions}
    chosen = [wanted[number - 1] for number in numbers if 1 <= number <= len(wanted)]
    return _bounded(replace(design, questions=(*design.questions, *(q for q in chosen if q.key not in present))))


def next_key(design: Design) -> str:
    """A key that no question of the design has or had while its neighbours stand."""
    used = [int(q.key[1:]) for q in design.questions if q.key[0] == "k" and q.key[1:].isdecimal()]
    return f"k{max(used, default=0) + 1}"


def add(design: Design, question: Question) -> Design:
    """Add a question at the end."""
    return _bounded(replace(design, questions=(*design.questions, question)))


def put(design: Design, question: Question) -> Design:
    """Put a question in the place of the one with its key. Raises NotFound."""
    if design.find(question.key) is None:
        raise NotFound
    return replace(design, questions=tuple(question if old.key == question.key else old for old in design.questions))


def remove(design: Design, key: str) -> Design:
    """Take a question out, with the tables that it was in. Raises NotFound, RuleBroken where others depend on it."""
    if design.find(key) is None:
        raise NotFound
    if dependent := next((q for q in design.questions if q.show_if and q.show_if.question == key), None):
        raise RuleBroken(N_("“%(question)s”的显示条件依据此题，请先修改那一题。"), question=dependent.text)
    return replace(
        design,
        questions=tuple(question for question in design.questions if question.key != key),
        crossings=tuple(pair for pair in design.crossings if key not in pair),
    )


def ordered(design: Design, keys: Sequence[str]) -> Design:
    """Put the questions into this order. Raises RuleBroken unless each stands in it once."""
    by_key = {question.key: question for question in design.questions}
    if len(keys) != len(by_key) or set(keys) != by_key.keys():
        raise RuleBroken(N_("题目已有变动，请刷新后重新排序。"))
    return replace(design, questions=tuple(by_key[key] for key in keys))


def moved(design: Design, key: str, step: int) -> Design:
    """Move a question one place up (-1) or down (1); at either end it stays. Raises NotFound."""
    keys = [question.key for question in design.questions]
    if key not in keys:
        raise NotFound
    place = keys.index(key)
    if 0 <= place + step < len(keys):
        keys[place], keys[place + step] = keys[place + step], keys[place]
    return ordered(design, keys)


def options_from(lines: str, before: Sequence[Option] = ()) -> tuple[Option, ...]:
    """Options typed one a line, with the English behind a bar; one whose text stays keeps its value."""
    known = {option.label: option.value for option in before}
    used = [int(option.value[1:]) for option in before if option.value[:1] == "o" and option.value[1:].isdecimal()]
    number = max(used, default=0)
    found = []
    for line in lines.splitlines():
        label, _, english = (part.strip() for part in line.replace("｜", "|").partition("|"))
        if not label:
            continue
        value = known.pop(label, "")
        if not value:
            number += 1
            value = f"o{number}"
        found.append(Option(value, label, english))
    return tuple(found)


def options_text(options: Sequence[Option]) -> str:
    """Options as `options_from` reads them."""
    return "\n".join(f"{o.label} | {o.label_en}" if o.label_en else o.label for o in options)


def _bounded(design: Design) -> Design:
    if len(design.questions) > MOST_QUESTIONS:
        raise RuleBroken(N_("题目最多 %(n)s 道，请分成两份问卷。"), n=MOST_QUESTIONS)
    return design
