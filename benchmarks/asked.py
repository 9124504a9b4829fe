"""What the programs that know the product are asked for: addresses, people, a crowd, counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from benchmarks.load import Ask

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is signed in: their browser's cookie, and the token of their forms."""

    cookie: str
    token: str


@dataclass(frozen=True, slots=True)
class World:
    """The product's database, as `benchmarks.world` reads it and adds to it."""

    environment: dict[str, str]
    paths: dict[str, str]

    def told(self, *order: str) -> Any:  # noqa: ANN401 - whatever JSON the order answers
        """Give an order to `benchmarks.world`, and return what it says."""
        return ask_world(self.environment, *order)

    def guests(self, many: int) -> list[Guest]:
        """Let so many people more have an account, and be signed in."""
        return [Guest(*one) for one in self.told("guests", str(many))]

    def staff(self, role: str) -> Guest:
        """Sign in one of the staff."""
        return Guest(*self.told("staff", role))


def ask_world(environment: dict[str, str], *order: str) -> Any:  # noqa: ANN401 - as above
    """Run `benchmarks.world` on a database, and return the JSON it prints."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.world", *order],
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


def kept(path: str) -> Ask:
    """A visitor's page: the same each time, so that it may come from memory."""
    return Ask(path)


def afresh(path: str, number: int) -> Ask:
    """A visitor's page with an address of its own: nothing was kept of it."""
    return Ask(f"{path}{'&' if '?' in path else '?'}utm_turn={number}")


def signed_in(path: str, guest: Guest) -> Ask:
    """The page of somebody signed in, which is never kept."""
    return Ask(path, headers={"Cookie": f"visit={guest.cookie}"})


def pressed(path: str, guest: Guest, **fields: str) -> Ask:
    """A form that somebody signed in sends."""
    body = "&".join(
        f"{name}={quote(said)}" for name, said in {"csrf_token": guest.token, **fields}.items()
    )
    return Ask(
        path, "POST", body.encode(), {"Cookie": f"visit={guest.cookie}", "Content-Type": FORM}
    )
