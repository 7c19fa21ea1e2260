"""The served site is killed with -9 again and again while people lodge: what it acknowledged stands, once."""

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil
import pytest

from tests.live import Site, free_port, serving
from tests.trust.lodging import KEPT, Lodger, assert_whole, found_site

ROUNDS: Final = 100
LIVES: Final = 10
"""So often everything is killed and started anew; in the other rounds the processes that answer are killed."""
LODGERS: Final = 3
PATIENCE: Final = 60


@pytest.mark.long
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    folder, port = tmp_path / "instance", str(free_port())
    found_site(folder)
    with serving(folder, port=port) as site:
        lodgers = [Lodger(site.url).sign_in() for _ in range(LODGERS)]
    is_over = threading.Event()
    crowd = [threading.Thread(target=_lodge, args=(lodger, is_over)) for lodger in lodgers]
    kills = 0
    for life in range(LIVES):
        with serving(folder, port=port) as site:
            if not life:
                for one in crowd:
                    one.start()
            for _ in range(ROUNDS // LIVES - 1):
                kills += _kill_amid(lodgers, lambda site=site: site.web)
            kills += _kill_amid(lodgers, lambda site=site: _all(site))
    with serving(folder, port=port):
        is_over.set()
        for one in crowd:
            one.join()
    acknowledged, kept = assert_whole(folder, lodgers)
    broken = sum(lodger.answers[""] for lodger in lodgers)
    assert kills == ROUNDS
    assert broken >= LIVES, "no request was ever cut off: the kills came at the wrong moments"
    strange = {answer for lodger in lodgers for answer in lodger.answers} - {KEPT, "", 503}
    assert not strange
    record_property(
        "measured",
        f"{kills} rounds of kill -9 on the served site, {broken} requests cut off; "
        f"{acknowledged} acknowledged, {kept} kept, 0 lost, 0 doubled, 0 halves",
    )


def _lodge(lodger: Lodger, is_over: threading.Event) -> None:
    """One opinion after the other; what got no answer is sent again with its key."""
    form = lodger.form()
    while not (is_over.is_set() and form["title"] in lodger.acknowledged):
        if form["title"] in lodger.acknowledged:
            form = lodger.form()
        if lodger.send(form) != KEPT:
            time.sleep(0.02)


def _kill_amid(lodgers: list[Lodger], victims: Callable[[], list[psutil.Process]]) -> int:
    """Wait until something was acknowledged since the last round, then kill at any moment of the next."""
    before = sum(len(lodger.acknowledged) for lodger in lodgers)
    give_up_at = time.monotonic() + PATIENCE
    while sum(len(lodger.acknowledged) for lodger in lodgers) < before + LODGERS:
        assert time.monotonic() < give_up_at, "the site acknowledges nothing any more"
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.05))
    for process in victims():
        process.kill()
    return 1


def _all(site: Site) -> list[psutil.Process]:
    return [site.process, *site.process.children(recursive=True)]
