"""A world café: everyone gets a table for each round, so that nobody meets twice if that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.analysis.groups import balanced_groups, groups_for, smallest
from consult.analysis.rotations import mended, rotate
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.rounds.methods import keeps_hosts, rounds_of
from consult.rounds.queries import hosts_in, met_before, tables_by_round
from consult.seats import (
    MOST_GROUPS,
    Seat,
    can_change_seats,
    deal_groups,
    hold_seats,
    present_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.tables import Block, Session


def plan_rounds(person: Person, session: Session, tables: int | None = None) -> None:
    """Give everyone who is present a table in each round that is not over.

    Hosts of the rounds before stay hosts. Raises `NotAllowedError`, and `RefusedError` beside the
    number of tables.
    """
    require(can_change_seats(person, session))
    hold_seats(session)
    people, rounds = present_in(session), rounds_of(session)
    to_come = [one for one in rounds if one.ended_at is None]
    if not people or not to_come:
        raise RefusedError(_("There is nobody to seat, or no round to come."))
    number = tables or min(MOST_GROUPS, len(people), groups_for(len(people), session.per_group))
    if not 1 <= number <= min(MOST_GROUPS, len(people)):
        raise RefusedError(
            _("Make from one table to %(most)d.", most=min(MOST_GROUPS, len(people))),
            field="tables",
        )
    stay, over = keeps_hosts(rounds), len(rounds) - len(to_come)
    hosts = _hosts(session, rounds[over - 1], people) if stay and over else []
    order = _in_order(people, number, hosts[:number])
    plan = rotate(len(order), number, len(rounds), hosts=stay)[over:]
    seated = tables_by_round(session)
    for block, places in zip(to_come, plan, strict=True):
        given = [[order[one] for one in table] for table in places]
        staying = {table[0] for table in given} if stay else set()
        given = mended(given, met_before(session, block, seated), staying)
        deal_groups(person, session, block, given, hosts=stay)
        seated[block.id] = dict(enumerate(given, 1))


def seat_round(person: Person, session: Session, block: Block) -> None:
    """Seat a round that begins: as it was planned, with who came and left since.

    Who came late sits at the smallest table; a table whose host has left gets another.
    """
    seated = tables_by_round(session)
    if not seated[block.id]:
        if present_in(session):
            plan_rounds(person, session)
        return
    hold_seats(session)
    stay, here = keeps_hosts(rounds_of(session)), [seat.id for seat in present_in(session)]
    numbers = range(1, max(seated[block.id]) + 1)
    tables = [[one for one in seated[block.id].get(n, []) if one in here] for n in numbers]
    placed = {one for table in tables for one in table}
    for one in here:
        if one not in placed:
            tables[smallest([len(table) for table in tables])].append(one)
    hosts = hosts_in(session, block)
    for number, table in enumerate(tables, 1):
        if hosts.get(number) in table:
            table.remove(hosts[number])
            table.insert(0, hosts[number])
    staying = {table[0] for table in tables if table} if stay else set()
    tables = mended(tables, met_before(session, block, seated), staying)
    deal_groups(person, session, block, tables, hosts=stay)


def _hosts(session: Session, block: Block, people: Sequence[Seat]) -> list[int]:
    """Return who was host in a round and is still here, table by table."""
    here = {seat.id for seat in people}
    return [one for _number, one in sorted(hosts_in(session, block).items()) if one in here]


def _in_order(people: Sequence[Seat], number: int, hosts: Sequence[int]) -> list[int]:
    """Return the seats as they are dealt: hosts first, then so that municipalities are mixed."""
    others = [
        (seat.id, seat.municipality_id, seat.kind.value) for seat in people if seat.id not in hosts
    ]
    groups = balanced_groups(others, number)
    most = max(map(len, groups))
    dealt = [group[turn] for turn in range(most) for group in groups if turn < len(group)]
    return [*hosts, *dealt]
