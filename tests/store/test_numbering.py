"""Official numbers under sixteen parallel writers: no gap, no double."""

import threading

import pytest
from flask import Flask

from liaison.store import numbering, unit
from liaison.store.base import db

WRITERS = 16
EACH = 4


def test_numbers_have_no_gaps_or_doubles_under_parallel_writers(app: Flask, database: None) -> None:
    taken: list[int] = []

    def write(writer: int) -> None:
        with app.app_context():
            for turn in range(EACH):
                try:
                    with unit.transaction():
                        number = numbering.take("test", 2026)
                        if (writer + turn) % 5 == 0:
                            raise ZeroDivisionError
                    taken.append(number)
                except ZeroDivisionError:
                    pass
            db.session.remove()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) > WRITERS * EACH / 2
    assert sorted(taken) == list(range(1, len(taken) + 1))


def test_series_and_years_count_apart(database: None) -> None:
    with unit.transaction():
        series = [("a", 2026), ("a", 2026), ("a", 2027), ("b", 2026)]
        assert [numbering.take(name, year) for name, year in series] == [1, 2, 1, 1]


def test_refused_transaction_gives_its_number_back(database: None) -> None:
    with pytest.raises(ZeroDivisionError), unit.transaction():
        numbering.take("a", 2026)
        raise ZeroDivisionError
    with unit.transaction():
        assert numbering.take("a", 2026) == 1
