"""The people of a demo: those its files describe, and a crowd drawn from lists of names."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from consult.processes import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Said = dict[str, str]

OLDEST, YOUNGEST = 1942, 2009


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the staff, in one zone or everywhere."""

    role: Role
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Player:
    """Someone invented. Who has a `start` is of the cast: `about` them, and what they `can` do."""

    key: str
    name: str
    place: str
    born: int
    language: str
    tie: str = "lives"
    administrator: bool = False
    posts: tuple[Post, ...] = ()
    about: Said = field(default_factory=dict)
    can: Said = field(default_factory=dict)
    start: str = ""

    @property
    def email(self) -> str:
        """An address that nobody can own (RFC 2606)."""
        return f"{self.key}@example.org"


def player_of(row: dict[str, Any], language: str) -> Player:
    """Return the player that a row describes, who speaks `language` unless it names another."""
    posts = tuple(Post(Role(post["role"]), post.get("zone")) for post in row.get("posts", ()))
    return Player(**{"language": language} | row | {"posts": posts})


def draw_players(lists: dict[str, Any], places: Sequence[str]) -> tuple[Player, ...]:
    """Draw people out of lists of names, the same ones each time, all over these places."""
    hand, drawn = random.Random(lists["seed"]), dict[str, Player]()
    for group in _groups(lists, hand):
        first, last = hand.choice(group["first"]), hand.choice(group["last"])
        player = Player(
            key=_key(f"{first} {last}"),
            name=f"{first} {last}",
            place=hand.choice(places),
            born=hand.randint(OLDEST, YOUNGEST),
            language=group["language"],
            tie=hand.choice(["lives", "lives", "lives", "works"]),
        )
        drawn.setdefault(player.key, player)
        if len(drawn) == lists["people"]:
            break
    return tuple(drawn.values())


def _groups(lists: dict[str, Any], hand: random.Random) -> Iterator[dict[str, Any]]:
    groups = lists["groups"]
    while True:
        yield hand.choices(groups, [group["share"] for group in groups])[0]


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join("".join(one for one in word if one.isalnum()) for word in plain.split())
