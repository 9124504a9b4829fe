"""Looking at the answers to a question: numbers in, one row out.

It loads numpy and scipy, so only jobs and commands import it, and only when they run.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from consult.analysis.opinion.arrays import Flags
from consult.analysis.opinion.grouping import Grouping, Memory
from consult.analysis.opinion.manifest import manifest_of
from consult.analysis.opinion.opinions import Before, How, Opinions, opinions_of
from consult.analysis.opinion.stances import Stances, gathered
from consult.analysis.opinion.written import written
from consult.opinions.queries import answers_to, hidden_statements
from consult.voting import Value

NUMBERS = {Value.AGREE: 1, Value.NEITHER: 0, Value.DISAGREE: -1}
OF_PEOPLE = ("participants", "counts")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a question's answers are, and which statements are moderated out."""

    voices: list[int]
    statements: list[int]
    stances: Stances
    hidden: Flags


def answers_of(question_id: int) -> Answers:
    """Read all stances on a question's statements."""
    voices: dict[int, int] = {}
    statements: dict[int, int] = {}
    who, what, how = array("i"), array("i"), array("b")
    for one in answers_to(question_id):
        who.append(voices.setdefault(one.voice_id, len(voices)))
        what.append(statements.setdefault(one.statement_id, len(statements)))
        how.append(NUMBERS[one.value])
    ordered = sorted(statements)
    place = np.empty(len(ordered), dtype=np.int64)
    for rank, statement in enumerate(ordered):
        place[statements[statement]] = rank
    stances = gathered(
        np.frombuffer(who, dtype=np.int32),
        place[np.frombuffer(what, dtype=np.int32)],
        np.frombuffer(how, dtype=np.int8),
        shape=(len(voices), len(ordered)),
    )
    hidden = hidden_statements(question_id)
    out = np.array([one in hidden for one in ordered], dtype=np.bool_)
    return Answers(list(voices), ordered, stances, out)


def look(
    answers: Answers, before: Mapping[str, Any] | None, *, judge: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the manifest and the result of a look, warm from the result of the one before."""
    how = How(judge=judge)
    about_nobody = np.zeros(len(answers.statements), dtype=np.bool_)
    warm = _before(before, answers.statements) if before else None
    found = opinions_of(answers.stances, answers.hidden, about_nobody, before=warm, how=how)
    ids = (answers.voices, answers.statements)
    manifest = manifest_of(answers.stances, ids, {"moderated": answers.hidden}, how)
    return manifest, _kept(found, answers)


def _kept(found: Opinions, answers: Answers) -> dict[str, Any]:
    """The result without anybody's place, and what the next look begins from."""
    whole = written(found, answers.voices, answers.statements, answers.hidden)
    kept = {key: value for key, value in whole.items() if key not in OF_PEOPLE}
    kept["people"] = int(found.inside.sum())
    for group in kept["groups"]:
        del group["members"]
    own = found.own
    if own is not None and own.memory is not None:
        memory = own.memory
        kept["memory"] = {
            "middles": own.middles.tolist(),
            "names": own.names.tolist(),
            "number": memory.number,
            "rival": memory.rival,
            "times": memory.times,
        }
    return kept


def _before(kept: Mapping[str, Any], statements: Sequence[int]) -> Before | None:
    """What the next look needs: directions by statement, and where the groups' middles were."""
    if not kept["components"]:
        return None
    columns = dict(zip(kept["statements"], zip(*kept["components"], strict=True), strict=True))
    components = np.array([columns.get(one, (0.0, 0.0)) for one in statements]).T
    own = None
    if "memory" in kept:
        memory = kept["memory"]
        own = Grouping(
            np.empty(0, dtype=np.int64),
            np.array(memory["middles"], dtype=np.float64),
            np.array(memory["names"], dtype=np.int64),
            {},
            Memory(memory["number"], memory["rival"], memory["times"]),
        )
    return Before(np.ascontiguousarray(components), own, np.empty(0, dtype=np.bool_))
