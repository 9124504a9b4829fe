"""The wall on the three pages of a session: phone, console, projector."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from markupsafe import Markup

from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.seats import group_words, groups_in, members_of, present_in
from consult.tables import BlockKind, console_path
from consult.wall.commands import dots_of, most_cards
from consult.wall.forms import KINDS, MoveForm, PileForm, card_form
from consult.wall.likenesses import likenesses_of
from consult.wall.policy import GROUPING, can_vote, can_write, shows_points, takes_cards
from consult.wall.queries import (
    cards_by_seat,
    groups_by_seat,
    late_block,
    latest_vote,
    own_cards,
    points_on,
    voters_in,
    wall_of,
)
from consult.wall.showing import ballot_of, ranked, tiles_of
from consult.wall.words import pile_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.kernel.i18n import Words
    from consult.seats import Seat
    from consult.tables import Block, Session
    from consult.wall.forms import CardForm

READING = frozenset({BlockKind.GALLERY, BlockKind.CLUSTER, BlockKind.READBACK})


def phone_piece(
    seat: Seat,
    session: Session,
    block: Block,
    *,
    form: CardForm | None = None,
    refusal: Words = "",
) -> Markup:
    """Write, arrange one's group's cards, read the wall, or vote: what the block asks for.

    `form` is a card that was refused, with why; `refusal` why anything else was. It takes at most
    four queries.
    """
    pieces = _pieces(seat, session, block, form, refusal)
    return in_place(pieces) if any(pieces) else Markup()


def ballot_piece(
    seat: Seat, session: Session, block: Block, base: str, refusal: Words = ""
) -> Markup:
    """Vote alone, sent to `base` by who stands in for a seat; nothing where no dots are put."""
    return _voting(seat, session, block, refusal, base)


def _pieces(
    seat: Seat,
    session: Session,
    block: Block,
    form: CardForm | None = None,
    refusal: Words = "",
) -> list[Markup]:
    pieces = [_voting(seat, session, block, refusal)]
    if not shows_points(block) or block.kind is not BlockKind.VOTE:
        pieces.append(writing_piece(seat, session, block, form))
    if block.kind in GROUPING:
        pieces.append(_group(seat, session, block, refusal))
    elif block.kind in READING:
        pieces.append(_reading(session))
    return pieces


def late_piece(seat: Seat, session: Session) -> Markup:
    """Write a late card once the session is over, while that is possible."""
    block = late_block(session, now())
    return in_place([writing_piece(seat, session, block, None)]) if block is not None else Markup()


def in_place(pieces: Sequence[Markup]) -> Markup:
    """Put pieces into the place that an answer to our script replaces."""
    return html_of("wall/_phone.html", pieces=pieces)


def refused_card(seat: Seat, session: Session, block: Block, form: CardForm) -> Markup:
    """Give a refused card back with why, under what the session does now."""
    at_hand = session.block
    if at_hand is None or at_hand is block:
        return phone_piece(seat, session, block, form=form)
    return in_place([*_pieces(seat, session, at_hand), writing_piece(seat, session, block, form)])


def console_piece(person: Person, session: Session, block: Block, refusal: Words = "") -> Markup:
    """Who has written, never what; then the wall to arrange; how many vote, then the result."""
    del person  # whoever runs the session sees the same
    if takes_cards(block) and block.is_covered:
        return _tiles(session, block)
    if block.kind is BlockKind.VOTE:
        return _result(session, block, "wall/_console_vote.html")
    wall = wall_of(session)
    if not wall.count and not wall.heaps and not wall.aside:
        return _tiles(session, block) if takes_cards(block) else Markup()
    return html_of(
        "wall/_console_wall.html",
        session=session,
        path=console_path(session),
        wall=wall,
        likenesses=likenesses_of(wall, session.language),
        result=_latest_result(session),
        pile_title=pile_title,
        kinds=KINDS,
        move=MoveForm(formdata=None),
        pile_form=PileForm(formdata=None),
        action=ActionForm(formdata=None),
        refusal=refusal,
    )


def projector_piece(session: Session, block: Block) -> Markup:
    """How many wrote; the wall once it is open; how many voted, then one dot for each point."""
    if takes_cards(block) and block.is_covered:
        counts = cards_by_seat(block)
        return html_of(
            "wall/_projector_count.html",
            cards=sum(counts.values()),
            writers=len(counts),
            present=len(present_in(session)),
        )
    if block.kind is BlockKind.VOTE:
        return _result(session, block, "wall/_projector_vote.html")
    if block.kind in READING or takes_cards(block):
        return html_of("wall/_projector_wall.html", wall=wall_of(session), pile_title=pile_title)
    return Markup()


def writing_piece(seat: Seat, session: Session, block: Block, form: CardForm | None) -> Markup:
    """A card to write in a block, and what one wrote in it; `form` is one that was refused."""
    if not takes_cards(block):
        return Markup()
    return html_of(
        "wall/_phone_write.html",
        session=session,
        block=block,
        form=card_form(block, form),
        verdict=can_write(seat, session, block, now()),
        own=own_cards(seat, block),
        most=most_cards(block),
        bounded=block.cards_each is not None,
        kinds=KINDS,
    )


def _group(seat: Seat, session: Session, block: Block, refusal: Words) -> Markup:
    groups = groups_by_seat(session, block)
    own = groups.get(seat.id)
    if own is None:
        return _reading(session)
    wall = wall_of(session, {one for one, group in groups.items() if group == own}, own)
    return html_of(
        "wall/_phone_group.html",
        session=session,
        wall=wall,
        pile_title=pile_title,
        move=MoveForm(formdata=None),
        pile_form=PileForm(formdata=None),
        action=ActionForm(formdata=None),
        refusal=refusal,
    )


def _reading(session: Session) -> Markup:
    return html_of(
        "wall/_phone_wall.html",
        wall=wall_of(session),
        result=_latest_result(session),
        pile_title=pile_title,
    )


def _voting(seat: Seat, session: Session, block: Block, refusal: Words, base: str = "") -> Markup:
    if block.kind is not BlockKind.VOTE:
        return Markup()
    wall, own = wall_of(session), dots_of(seat, block)
    return html_of(
        "wall/_phone_vote.html",
        base=base,
        session=session,
        block=block,
        ballot=ballot_of(wall, block, own),
        verdict=can_vote(seat, session, block, now()),
        ranked=ranked(wall, points_on(session, block)),
        action=ActionForm(formdata=None),
        client_id=str(uuid.uuid4()),
        refusal=refusal,
    )


def _latest_result(session: Session) -> dict[tuple[str, int], int]:
    vote = latest_vote(session)
    result = points_on(session, vote) if vote is not None else None
    return dict(result.points) if result is not None else {}


def _result(session: Session, block: Block, template: str) -> Markup:
    told = shows_points(block)
    return html_of(
        template,
        session=session,
        block=block,
        path=console_path(session),
        present=len(present_in(session)),
        voters=voters_in(block),
        told=told,
        result=points_on(session, block),
        ranked=ranked(wall_of(session), points_on(session, block)) if told else [],
        action=ActionForm(formdata=None),
    )


def _tiles(session: Session, block: Block) -> Markup:
    seats, counts = present_in(session), cards_by_seat(block)
    groups = groups_in(session, block)
    rows = tiles_of(seats, counts, groups, members_of(groups))
    late = [one for one in counts if one not in {seat.id for seat in seats}]
    return html_of(
        "wall/_console_tiles.html",
        session=session,
        block=block,
        group_words=group_words,
        rows=rows,
        cards=sum(counts.values()),
        writers=len(counts),
        waiting=[tile for row in rows for tile in row.tiles if not tile.cards],
        gone=len(late),
        path=console_path(session),
    )
