"""What the three pages of a session show of a method's own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from consult import wall
from consult.analysis.rotations import met_in
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.rounds.forms import PlacesForm, ReadingForm, TablesForm
from consult.rounds.methods import has_grid, places_of, reads_in_turn, rotates, rounds_of, slots_of
from consult.rounds.policy import can_place_topic
from consult.rounds.queries import (
    going_of,
    grid_of,
    met_before,
    outcome_of,
    places_in,
    read_in,
    tables_by_round,
    to_read,
)
from consult.tables import console_path, phone_path

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.kernel.i18n import Words
    from consult.rounds.queries import Cell
    from consult.seats import Seat
    from consult.tables import Block, Session


def phone_wall(
    seat: Seat, session: Session, block: Block, refusal: Words = "", base: str = ""
) -> Markup:
    """Return the wall on a phone; in its place a ranking, where a block ranks.

    Who stands in for somebody sends it to `base`, and has no wall, but the vote on it.
    """
    if not places_of(block):
        if base:
            return wall.ballot_piece(seat, session, block, base, refusal)
        return wall.phone_piece(seat, session, block)
    own = {target: points for target, points in wall.dots_of(seat, block).items() if points}
    told = wall.shows_points(block)
    return html_of(
        "rounds/_phone_ranking.html",
        base=base or phone_path(session),
        stands_in=bool(base),
        session=session,
        block=block,
        places=places_of(block),
        lines=wall.lines_of(wall.wall_of(session), own),
        chosen={places_of(block) - points: f"{kind}-{one}" for (kind, one), points in own.items()},
        verdict=wall.can_vote(seat, session, block, now()),
        told=told,
        outcome=outcome_of(session, block) if told else [],
        action=ActionForm(formdata=None),
        refusal=refusal,
    )


def console_wall(person: Person, session: Session, block: Block) -> Markup:
    """Return the wall on the console; the result of a ranking once it is open."""
    return _ranked(session, block, "h3") or wall.console_piece(person, session, block)


def projector_wall(session: Session, block: Block) -> Markup:
    """Return the wall for the room; the result of a ranking once it is open."""
    if reads_in_turn(block) or has_grid(block) or rotates(block):
        return Markup()  # one card at a time, the grid, or where to go: nothing beside it
    return _ranked(session, block, "") or wall.projector_piece(session, block)


def phone_piece(
    seat: Seat, session: Session, block: Block, refusal: Words = "", base: str = ""
) -> Markup:
    """Return what a method asks of a seat beside the wall: topics and where one goes; listening.

    Who stands in for somebody sends it to `base`.
    """
    if reads_in_turn(block):
        read = read_in(block)
        return html_of(
            "rounds/_phone_reading.html",
            session=session,
            read=read,
            mine=bool(read) and read[-1].seat_id == seat.id,
        )
    if not shows_grid(session, block):
        return Markup()
    grid = _rows(session, block)
    own = wall.own_cards(seat, block) if has_grid(block) else []
    placed = {cell.card.id for row in grid for cell in row if cell.card is not None}
    going = going_of(seat)
    now_on = {
        cell.group.id for row in grid for cell in row if cell.group and cell.block.id == block.id
    }
    return html_of(
        "rounds/_phone_grid.html",
        base=base or phone_path(session),
        session=session,
        block=block,
        grid=grid,
        unplaced=[card for card in own if card.id not in placed],
        can_place=[
            row[0].block.id
            for row in grid
            if row and can_place_topic(seat, session, seat.id, row[0].block)
        ],
        going=going,
        to_choose=bool(now_on) and not now_on & going,
        seat=seat,
        action=ActionForm(formdata=None),
        refusal=refusal,
    )


def console_piece(person: Person, session: Session, block: Block) -> Markup:
    """Return what a facilitator does by a method's rules: seat a round, call a card, set a grid."""
    del person  # whoever runs the session sees the same
    if reads_in_turn(block):
        read = read_in(block)
        return html_of(
            "rounds/_console_reading.html",
            session=session,
            path=console_path(session),
            read=read,
            left=to_read(session, read),
            form=ReadingForm(formdata=None, data={"after": len(read)}),
        )
    if rotates(block):
        return html_of("rounds/_console_rounds.html", **rounds_context(session, block))
    if shows_grid(session, block):
        return html_of("rounds/_console_grid.html", **grid_context(session, block))
    return Markup()


def projector_piece(session: Session, block: Block) -> Markup:
    """Return the card that is read, or the grid, in large type and without names."""
    if reads_in_turn(block):
        return html_of("rounds/_projector_reading.html", session=session, read=read_in(block))
    if has_grid(block):
        return html_of("rounds/_projector_grid.html", session=session, grid=grid_of(session))
    return Markup()


def shows_grid(session: Session, block: Block) -> bool:
    """Whether a block is about the grid: where it is filled, and in its hours."""
    return has_grid(block) or block in slots_of(session)


def rounds_context(session: Session, block: Block | None) -> dict[str, object]:
    """Return how the rounds of tables stand, up to a block: who meets again, and the next step."""
    tables, rounds = tables_by_round(session), rounds_of(session)
    again: dict[int, int] = {}
    for one in rounds:
        before = met_before(session, one, tables)
        again[one.id] = sum(1 for pair in met_in([tables[one.id].values()]) if before[pair])
    return {
        "session": session,
        "block": block,
        "path": console_path(session),
        "rounds": rounds,
        "tables": tables,
        "again": again,
        "form": TablesForm(
            formdata=None, data={"tables": max(map(len, tables.values()), default=0) or None}
        ),
    }


def grid_context(session: Session, block: Block | None) -> dict[str, object]:
    """Return the grid with what a facilitator changes of it."""
    grid = grid_of(session)
    placed = {cell.card.id for row in grid for cell in row if cell.card is not None}
    proposing = {one.id for one in session.blocks if has_grid(one)}
    return {
        "unplaced": [
            card
            for card in wall.cards_on(session)
            if card.block_id in proposing and card.id not in placed
        ],
        "session": session,
        "block": block,
        "path": console_path(session),
        "grid": grid,
        "free": [cell for row in grid for cell in row if cell.card is None and _is_to_come(cell)],
        "form": ActionForm(formdata=None),
        "places_form": PlacesForm(
            formdata=None, data={"places": "\n".join(one.name for one in places_in(session))}
        ),
    }


def _rows(session: Session, block: Block) -> list[list[Cell]]:
    """The whole grid where it is filled; in an hour of it only that one and those to come."""
    grid = grid_of(session)
    if has_grid(block):
        return grid
    return [row for row in grid if row and row[0].block.ended_at is None]


def _is_to_come(cell: Cell) -> bool:
    return cell.block.began_at is None


def _ranked(session: Session, block: Block, heading: str) -> Markup:
    """The result of a ranking, once it is open; nothing elsewhere."""
    if not places_of(block) or not wall.shows_points(block):
        return Markup()
    return html_of(
        "rounds/_outcome.html",
        outcome=outcome_of(session, block),
        voters=wall.voters_in(block),
        heading=heading,
    )
