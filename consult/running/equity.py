"""Who is heard in a session: cards, minutes and speakers by municipality and by kind of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.kernel.i18n import Words, _l
from consult.seats import Seat, SeatKind

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.MUNICIPALITY: _l("Municipalities"),
    SeatKind.BODY: _l("Bodies and associations"),
    SeatKind.RESIDENT: _l("Residents"),
}
NOWHERE = _l("No municipality")


@dataclass(frozen=True, slots=True)
class Share:
    """What some of the people present had of a session, beside a fair part by their number.

    `minutes_share` and `fair_share` are parts of one; `seats` are theirs, by number.
    """

    name: Words
    seats: tuple[Seat, ...]
    cards: int
    seconds: int
    speakers: int
    minutes_share: float
    fair_share: float

    @property
    def people(self) -> int:
        """Return how many they are."""
        return len(self.seats)

    @property
    def minutes(self) -> int:
        """Return the whole minutes that they spoke."""
        return round(self.seconds / 60)

    @property
    def is_silent(self) -> bool:
        """Whether none of them spoke or wrote."""
        return not self.seconds and not self.cards


@dataclass(frozen=True, slots=True)
class Equity:
    """Everybody's parts; municipalities by how many came, so that they keep their places."""

    municipalities: Sequence[Share]
    kinds: Sequence[Share]

    @property
    def silent(self) -> list[Share]:
        """Return the municipalities that are not heard yet."""
        return [share for share in self.municipalities if share.is_silent]

    @property
    def widest(self) -> float:
        """Return the largest part, for which the bars have room."""
        shares = [*self.municipalities, *self.kinds]
        return max((max(one.minutes_share, one.fair_share) for one in shares), default=0) or 1


def equity_of(
    present: Iterable[Seat], cards: Mapping[int, int], seconds: Mapping[int, int]
) -> Equity:
    """Return who is heard among those present, from cards and seconds of speech by seat."""
    places: dict[int, list[Seat]] = defaultdict(list)
    kinds: dict[SeatKind, list[Seat]] = defaultdict(list)
    everyone = list(present)
    for seat in everyone:
        places[seat.municipality_id or 0].append(seat)
        kinds[seat.kind].append(seat)
    spoken = sum(seconds.get(seat.id, 0) for seat in everyone)

    def share(name: Words, seats: Sequence[Seat]) -> Share:
        theirs = sum(seconds.get(seat.id, 0) for seat in seats)
        return Share(
            name=name,
            seats=tuple(seats),
            cards=sum(cards.get(seat.id, 0) for seat in seats),
            seconds=theirs,
            speakers=sum(seconds.get(seat.id, 0) > 0 for seat in seats),
            minutes_share=theirs / spoken if spoken else 0.0,
            fair_share=len(seats) / len(everyone),
        )

    by_place = [share(_place(seats[0]), seats) for seats in places.values()]
    return Equity(
        municipalities=sorted(by_place, key=lambda one: (-one.people, str(one.name))),
        kinds=[share(words, kinds[kind]) for kind, words in KINDS.items() if kinds[kind]],
    )


def _place(seat: Seat) -> Words:
    return seat.municipality.name if seat.municipality is not None else NOWHERE
