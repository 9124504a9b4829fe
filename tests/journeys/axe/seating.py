"""Tables and sessions for their pages to be seen in every state, in every script."""

from __future__ import annotations

from datetime import timedelta

from consult.accounts import Person
from consult.files import store_document
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.tables import (
    InviteeDraft,
    MemberDraft,
    MemberKind,
    SessionDraft,
    TableDraft,
    TableKind,
    add_member,
    announce_session,
    cancel_session,
    hand_out,
    invite,
    make_table,
    method_named,
    name_facilitator,
    prepare_session,
)
from consult.taxonomy import territory_of
from consult.territory import municipalities_on, today, zones_of
from tests.journeys.places import Places
from tests.makers.tables import at_block

TABLE = "a-table"
PREPARED, BEGUN, CALLED_OFF, HELD, EMPTY = 1, 2, 3, 4, 5
OFF_CODE = "SNOWED"
INVITED = "ida@example.org"


def add_tables(process: Process, people: dict[str, Person]) -> None:
    """Set up a table with one session in each state, and one without anything."""
    planner, territory = people["planner"], territory_of(process.cycle)
    in_all = dict.fromkeys(process.languages, "Tavolo \u0637\u0627\u0648\u0644\u0629 \U0001f6b2")
    table = make_table(
        planner,
        process,
        TableDraft(TableKind.ZONE, in_all, in_all, zone=zones_of(territory)[0], code=TABLE),
    )
    make_table(planner, process, TableDraft(TableKind.DEVELOPMENT, in_all, {}, code="bare"))
    place = municipalities_on(territory, today())[0]
    add_member(planner, table, MemberDraft(MemberKind.MUNICIPALITY, municipality=place))
    body = MemberDraft(MemberKind.BODY, "Consulta delle biblioteche", "Ida", INVITED)
    add_member(planner, table, body)
    name_facilitator(planner, table, "gino@example.org")
    hand_out(planner, table, store_document(b"%PDF-1.7", "Mappa.pdf"))
    sessions = [
        prepare_session(planner, table, _draft(process, day), method_named("metaplan"))
        for day in (9, 1, 10, 11)
    ]
    prepared, begun, off, held = sessions
    for session in (prepared, off):
        announce_session(planner, session)
    prepare_session(planner, table, _draft(process, 12), None)
    hand_out(planner, prepared, store_document(b"%PDF-1.7", "Schede.pdf"))
    invite(planner, prepared, [InviteeDraft(INVITED, "Ida"), InviteeDraft("ugo@example.org")])
    at_block(begun, begun.blocks[1])
    off.join_code = OFF_CODE
    cancel_session(planner, off, "Nevica")
    at_block(held, held.blocks[-1])
    held.end(now(), now())
    db.session.flush()


def invitation_path(at: Places) -> str:
    """The address in the letter of whoever was invited first."""
    return at.invitation


def _draft(process: Process, days: int) -> SessionDraft:
    return SessionDraft(
        title="Che cosa manca",
        question="Che cosa manca dove vivi, e chi pu\u00f2 farlo?",
        starts_at=now() + timedelta(days=days),
        language=process.languages[0],
        place="Biblioteca, sala grande",
        video_url="https://meet.example.org/tavolo",
    )
