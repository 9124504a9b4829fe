"""How often one idea in other words is found again, and how soon among very many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.asked import afresh
from benchmarks.load import ask_each
from benchmarks.rows import Row, at_most, sound
from benchmarks.servers import product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.asked import World
    from benchmarks.rows import Stand
    from consult.analysis.embedding import Embedder

LEAST_RECALL = 0.77
MOST_SIMILAR = 60
WARMING, TITLES = 10, 200
READ_WITHIN = 3_600.0
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def meaning(stand: Stand) -> Iterator[Row]:
    """Recall with and without the model; then similar ideas while typing at the largest size."""
    yield from _recall()
    size = stand.sizes[-1]
    for row in _typing(stand, size):
        yield replace(row, size=size)


def _recall() -> Iterator[Row]:
    from consult.analysis.embedding import LetterCounts  # noqa: PLC0415 - numpy, for these alone
    from consult.meaning.encoder import SentenceEncoder  # noqa: PLC0415 - as above

    yield from _recalls(SentenceEncoder(), "the model", LEAST_RECALL)
    yield from _recalls(LetterCounts(), "letters, where there is no model", None)


def _typing(stand: Stand, size: int) -> Iterator[Row]:
    """Ask one by one, the process of vectors being up to date; the way there and back included."""
    from consult.kernel.config import read_config, set_config  # noqa: PLC0415 - only for this

    stand.world.told("crowd", str(size))
    words = stand.world.told("words")["titles"]
    environment = stand.world.environment | {"CONSULT_NEAR": "1"}
    log = stand.log.with_name("near.log")
    with product(environment, log) as (port, _seconds, _pid):
        set_config(read_config(environment | {"CONSULT_BASE_URL": f"http://127.0.0.1:{port}"}))
        began = time.monotonic()
        state = _read(began)
        yield Row("meaning: all texts read, from nothing", time.monotonic() - began, "s")
        yield Row("meaning: texts with a vector", state["vectors"], "")
        similar = stand.world.paths["similar"]
        titles = [afresh(f"{similar}?{urlencode({'title': one})}", 0) for one in words]
        ask_each(port, titles[:WARMING])
        tally = sound(ask_each(port, titles[WARMING : WARMING + TITLES]), "similar")
        yield at_most(
            "similar while typing by meaning, 95 of 100 within",
            tally.slowest_of_20(),
            "ms",
            MOST_SIMILAR,
        )
        yield from _asked(words[WARMING : WARMING + TITLES], stand.world)
        yield from _laid_out(stand.world)


def _read(began: float) -> dict[str, Any]:
    """Wait until every text has been read, and return what the process says of itself."""
    from consult.meaning import holder_state  # noqa: PLC0415 - as above

    while time.monotonic() - began < READ_WITHIN:
        state = holder_state()
        if state and state["ready"]:
            return state
        time.sleep(0.5)
    raise TimeoutError("The texts were not read in an hour.")


def _asked(words: list[str], world: World) -> Iterator[Row]:
    """What the process itself takes, and that it, not the words, has answered."""
    from consult.meaning import near_in_meaning  # noqa: PLC0415 - as above

    process_id = world.told("process")
    took, unanswered = [], 0
    for one in words:
        began = time.perf_counter()
        unanswered += near_in_meaning(process_id, one, 12) is None
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    yield Row("meaning: the process itself, 95 of 100 within", took[len(took) * 95 // 100], "ms")
    yield at_most("meaning: questions it left to the words", unanswered, "", 0)


def _laid_out(world: World) -> Iterator[Row]:
    """Lay out the largest size's texts as the job does, from nothing and with nothing new."""
    order = json.dumps([[world.told("process"), 1]]).encode()
    for name in ("from nothing", "nothing new"):
        with tempfile.TemporaryFile() as asked:
            asked.write(order)
            asked.seek(0)
            began = time.monotonic()
            running = subprocess.Popen(
                [sys.executable, "-m", "consult.layouts"],
                stdin=asked,
                env=os.environ | world.environment | ONE_THREAD,
            )
            _pid, status, used = os.wait4(running.pid, 0)
        if status:
            raise RuntimeError("The layout failed.")
        yield Row(f"layout, {name}", time.monotonic() - began, "s")
        yield Row(f"layout, {name}: memory", used.ru_maxrss / 1024, "MB")


def _recalls(embedder: Embedder, called: str, least: float | None) -> Iterator[Row]:
    from consult.analysis.nearest import recall_of  # noqa: PLC0415 - as above
    from tests.analysis.wordings import wordings  # noqa: PLC0415 - only for this

    texts, ideas, languages = wordings()
    vectors = embedder.embed(texts)
    fitted = embedder.fitted(vectors, languages).applied(vectors, languages)
    whole = 100 * recall_of(fitted, ideas)
    yield Row(
        f"ideas-bench, found among five: {called}",
        whole,
        "%",
        target="" if least is None else f">= {100 * least:.0f}",
        met=None if least is None else whole >= 100 * least,
    )
    within = 100 * recall_of(fitted, ideas, among=languages)
    yield Row(f"ideas-bench, within a language: {called}", within, "%")
