"""Who comes in: the staff of a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from consult.accounts import Person, signed_in_person
from consult.kernel.policy import Verdict, require
from consult.processes import Process, get_process
from consult.tables import Session, can_run, desk_path, find_session


@dataclass(frozen=True, slots=True)
class Desk:
    """A facilitator at the desk of a session."""

    person: Person
    process: Process
    session: Session

    @property
    def place(self) -> dict[str, Any]:
        """What the addresses of this session's pages are made from."""
        return {
            "slug": self.process.slug,
            "code": self.session.table.code,
            "number": self.session.number,
        }

    @property
    def base(self) -> str:
        """Where the staff's pages of this session begin, those of rooms above among them."""
        return desk_path(self.session)

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of a page of this session."""
        return url_for(endpoint, **self.place, **more)


def desk_of(
    slug: str,
    code: str,
    number: int,
    may: Callable[[Person, Session], Verdict] = can_run,
) -> Desk:
    """Return who works on which session. Raises `NotAllowedError` and `NotFoundError`."""
    person = signed_in_person()
    process = get_process(slug, person)
    session = find_session(process, code, number)
    require(may(person, session))
    return Desk(person, process, session)
