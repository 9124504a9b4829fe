"""Votes of distinct people, 16 at a time: how many a second, and whether each was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.asked import pressed
from benchmarks.load import WRITERS
from benchmarks.rows import Row, at_most, bare_insert, beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.load import Ask
    from benchmarks.rows import Stand

PEOPLE = 1_500
VOTE_TARGET = 0.35
TURN = 1_000_000
ANSWERS = ("agree", "disagree", "pass")


def votes(stand: Stand) -> Iterator[Row]:
    """Supports, stances and ballots; each beside one committed INSERT."""
    told, people = stand.world.told("votes"), stand.world.guests(PEOPLE)

    def supports(number: int) -> Ask:
        return _of(number, told["supports"])

    def stances(number: int) -> Ask:
        return _of(number, told["stances"], answer=ANSWERS[number % 3])

    def ballots(number: int) -> Ask:
        return _of(number, [told["ballot"]], options=str(told["options"][number % 5]))

    def _of(number: int, paths: list[str], **fields: str) -> Ask:
        """Each vote is another person's, and after everyone's turn on another thing."""
        turn, place = divmod(number, TURN)
        nth = seen[turn - 1] + place if turn else place
        seen[turn] = nth + 1
        path = paths[nth // PEOPLE % len(paths)]
        return pressed(path, people[nth % PEOPLE], **fields)

    for name, asks in (("supports", supports), ("stances", stances), ("ballots", ballots)):
        seen: dict[int, int] = {}
        row, _tally = beside(
            stand,
            f"vote: {name}, {WRITERS} at a time",
            asks,
            bare_insert,
            least=VOTE_TARGET,
            connections=WRITERS,
        )
        yield row
    counts = stand.world.told("counts")
    for name in ("supports", "stances", "ballots"):
        lost = abs(counts[name] - counts[f"{name} counted"])
        yield at_most(f"vote: {name} not counted of {counts[name]}", lost, "votes", 0)
