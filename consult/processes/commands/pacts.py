"""The pact of a consultation: its versions, and who accepted which."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes.commands.life import clean_texts
from consult.processes.models import Pact, PactAcceptance, Process
from consult.processes.policy import can_accept_pact, can_change
from consult.processes.queries import pact_of


def publish_pact(actor: Person, process: Process, texts: Mapping[str, str]) -> Pact:
    """Publish a new version of the pact, which people accept before they contribute again.

    Raises `RefusedError` for an empty text.
    """
    require(can_change(actor, process))
    db.lock_row(process)
    said = clean_texts(texts, "text")
    if not said:
        raise RefusedError(_("Write the pact in one language at least."), field="text")
    before = pact_of(process)
    if before is not None and before.text == said:
        return before
    pact = Pact(
        process_id=process.id,
        version=before.version + 1 if before else 1,
        text=said,
        published_at=now(),
    )
    db.session.add(pact)
    db.session.flush()
    note_act(actor, "pact.published", pact, version=pact.version)
    return pact


def accept_pact(person: Person, process: Process, version: int) -> None:
    """Keep that a person accepted the present version, which is the one they read.

    Accepting twice is accepting once. Raises `RefusedError` when a new version came meanwhile.
    """
    require(can_accept_pact(person, process))
    pact = pact_of(process)
    if pact is None or pact.version != version:
        raise RefusedError(_("The pact has a new version: read it before you accept it."))
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(PactAcceptance)
        .values(pact_id=pact.id, person_id=person.id, accepted_at=now())
        .on_conflict_do_nothing(index_elements=["pact_id", "person_id"])
    )
