"""Answering and results: opening and submitting against bare routes, many at once, and a hundred thousand responses."""

import random
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from flask import Flask
from sqlalchemy import func, insert, select
from werkzeug.datastructures import MultiDict

from liaison.config import Settings
from liaison.core import clock
from liaison.core.sides import Side
from liaison.factory import create_app
from liaison.questionnaires.models import (
    Mode,
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireResponse,
    QuestionnaireStatus,
)
from liaison.questionnaires.rules.counting import cells
from liaison.questionnaires.rules.design import Design, Option, Question, QuestionKind
from liaison.questionnaires.rules.editing import bank_questions
from liaison.questionnaires.rules.validating import Validator
from liaison.questionnaires.services import designing, fielding
from liaison.questionnaires.services.designing import Setting
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.bench.bare import WRITING, serving_bare
from tests.bench.calls import Caller, all_of
from tests.bench.lines import Line
from tests.bench.rounds import ROUNDS, Target, Task, compare
from tests.bench.weight import page_weight
from tests.live import load_city, passwords, serving

USERNAME: Final = "bar.officer1"
OPENINGS, SUBMISSIONS, LOOKS = 60, 60, 15
AT_ONCE: Final = 200
FEW, MANY, BATCH = 1_000, 100_000, 5_000
AREA = Question(
    "k1",
    QuestionKind.SINGLE,
    "您主要办理哪类案件",
    options=(Option("o1", "民事"), Option("o2", "刑事")),
    is_required=True,
)
DESIGN = Design((AREA, *bank_questions("j"), *bank_questions("l")), crossings=(("k1", "j1"),))
"""Twenty-one questions, as the survey had with which other programs were measured."""


def questionnaires(scratch: Path) -> Iterator[Line]:
    """All lines of this part, on a city of its own."""
    folder = scratch / "questionnaires"
    load_city(folder)
    app = create_app(Settings(instance=folder))
    id, address, tickets = _opened(app, ROUNDS * (SUBMISSIONS + 1) + AT_ONCE)
    form = {**_random(random.Random(id)), "version": str(_version(app, id))}
    with serving_bare(scratch) as bare, serving(folder) as site:
        processes = all_of(lambda: site.web, Settings(instance=folder).workers)
        target = Target(Caller(site.url), processes)
        yield from _answering(bare, target, address, form, tickets)
        before = _stored(app, id)
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            answers = list(crowd.map(partial(_send, site.url, address, form), tickets[-AT_ONCE:]))
        yield Line("200 at once: not stored", AT_ONCE - (_stored(app, id) - before), "", 0)
        yield Line(
            "200 at once: errors", sum(answer != "" for answer in answers), "", 0, "; ".join(set(answers) - {""})
        )
    yield from _growth(app, folder)


def _answering(bare: Target, site: Target, address: str, form: dict[str, str], tickets: list[str]) -> Iterator[Line]:
    waiting = iter(tickets)
    _floor, opened = compare(bare, site, {"open": Task(lambda: site.caller.call(address), OPENINGS)})
    yield Line("open a questionnaire of 21 questions", opened["open"].ratio, "×", 4, opened["open"].detail)

    def submit() -> None:
        site.caller.call(address, {**form, "ticket": next(waiting)}, expect=303, keep=False)

    write = partial(bare.caller.call, WRITING, form)
    floor, sent = compare(bare, site, {"submit": Task(submit, SUBMISSIONS)}, floor_act=write)
    detail = f"{sent['submit'].detail}; the bare route that writes {floor.cpu_ms:.1f} ms CPU"
    yield Line("submit it", sent["submit"].ratio, "×", 4, detail)
    weight, files = page_weight(site.caller, address)
    yield Line("weight of the first page of answering", weight / 1000, "K gz", 60, f"{files} files")


def _growth(app: Flask, folder: Path) -> Iterator[Line]:
    """The same pages with few responses and with many, each on a server that is warm."""
    few = _filled(app, FEW)
    small, home_before = _looked_at(folder, f"/questionnaires/{few}/results"), _looked_at(folder, "/")
    many = _filled(app, MANY)
    large, home_after = _looked_at(folder, f"/questionnaires/{many}/results"), _looked_at(folder, "/")
    said = f"{small:.1f} and {large:.1f} ms CPU"
    yield Line(f"results of {MANY:,} responses against {FEW:,}", large / small, "×", 5, said)
    said = f"{home_before:.1f} and {home_after:.1f} ms CPU"
    yield Line(f"home with {MANY:,} responses against {FEW:,}", home_after / home_before, "×", 5, said)


def _looked_at(folder: Path, path: str) -> float:
    with serving(folder) as site:
        processes = all_of(lambda: site.web, Settings(instance=folder).workers)
        target = Target(Caller(site.url).sign_in(USERNAME, passwords(folder)[USERNAME]), processes)
        return median(target.measure(partial(target.caller.call, path), LOOKS).cpu_ms for _ in range(ROUNDS))


def _opened(app: Flask, tickets: int) -> tuple[int, str, list[str]]:
    with app.app_context(), unit.transaction():
        by = _officer()
        closes_at = clock.now() + timedelta(days=7)
        made = designing.design(Setting("二十一题", Side.BAR, Side.BAR, Mode.ANONYMOUS, closes_at=closes_at), by)
        designing.rearrange(made, lambda _empty: DESIGN, by)
        designing.publish(made, by)
        codes = fielding.issue(made, tickets, by)
        fielding.open(made, by)
        return made.id, f"/q/{made.code}", codes


def _filled(app: Flask, responses: int) -> int:
    """A released questionnaire with so many responses, put there row by row as answering would."""
    chance = random.Random(responses)
    id, _address, _codes = _opened(app, 1)
    with app.app_context(), unit.transaction():
        made = db.session.get_one(Questionnaire, id)
        validator, counts = Validator(DESIGN), dict[tuple[str, str], int]()
        given = [validator.check(MultiDict(_random(chance))) for _ in range(200)]
        for start in range(0, responses, BATCH):
            outcomes = chance.choices(given, k=min(BATCH, responses - start))
            rows = [
                {"questionnaire_id": id, "id": secrets.token_hex(16), "design_id": made.design_id, "on": clock.today(),
                 "person_id": None, "answers": outcome.choices}
                for outcome in outcomes
            ]  # fmt: skip
            db.session.execute(insert(QuestionnaireResponse), rows)
            for outcome in outcomes:
                for cell in cells(DESIGN, outcome):
                    counts[cell] = counts.get(cell, 0) + 1
        db.session.execute(
            insert(QuestionnaireCount),
            [
                {"questionnaire_id": id, "person_id": 0, "question": key, "value": value, "count": count}
                for (key, value), count in counts.items()
            ],
        )
        made.returned, made.status = responses, QuestionnaireStatus.RELEASED
        made.closed_on = made.released_on = clock.today()
    return id


def _random(chance: random.Random) -> dict[str, str]:
    return {question.key: chance.choice(question.choices).value for question in DESIGN.asked}


def _version(app: Flask, id: int) -> int:
    with app.app_context():
        return int(db.session.get_one(Questionnaire, id).design_id or 0)


def _stored(app: Flask, id: int) -> int:
    with app.app_context():
        statement = select(func.count()).where(QuestionnaireResponse.questionnaire_id == id)
        return db.session.scalar(statement) or 0


def _send(url: str, address: str, form: dict[str, str], ticket: str) -> str:
    """What went wrong, or "" """
    try:
        Caller(url).call(address, {**form, "ticket": ticket}, expect=303)
    except (RuntimeError, OSError) as error:
        return str(error)
    return ""


def _officer() -> User:
    return db.session.scalars(select(User).where(User.username == USERNAME)).one()
