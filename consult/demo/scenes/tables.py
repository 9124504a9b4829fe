"""Territorial tables: made, prepared, held block after block, and told to the moderators."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.commitments import CommitmentDraft, promise
from consult.contributions import Contribution, get_contribution
from consult.demo.story import Scene, Story
from consult.kernel.db import db
from consult.minutes import pass_on_cards
from consult.moderation import Decision, publish_subject, subject_of
from consult.processes import Role
from consult.running import (
    end_session,
    next_block,
    open_session,
    reveal_block,
    start_session,
)
from consult.seats import Seat, SeatDraft, seats_in, take_seat
from consult.speaking import SPEAKING, end_turn, give_floor_to
from consult.tables import (
    Block,
    BlockKind,
    MemberDraft,
    Session,
    SessionDraft,
    Table,
    TableDraft,
    add_member,
    announce_session,
    get_session,
    make_table,
    method_named,
    prepare_session,
)
from consult.taxonomy import get_theme, territory_of
from consult.territory import get_zone, municipality_named, today
from consult.wall import Card, CardDraft, Pile, make_pile, move_card, put_dots, write_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from consult.commitments import Commitment
    from consult.demo.tables import SessionStory, TableStory
    from consult.kernel.db import Model

UNDECIDED = 0
DOORS_OPEN = timedelta(minutes=15)
SIT_DOWN = timedelta(minutes=6)
BEFORE_THE_END = timedelta(minutes=1)
FIRST_TURN = timedelta(minutes=2)


def table_scenes(story: Story) -> Iterator[Scene]:
    """Make each table, and hold each session that is not still to come."""
    planner = story.world.who(Role.PLANNER).key
    for table in story.world.tables:
        at = story.calendar.before(table.made)
        yield Scene(f"table {table.key}", at, planner, partial(_make, story, table, planner))
    for session in story.world.sessions:
        at = story.calendar.before(session.prepared)
        yield Scene(_named(session), at, session.by, partial(_prepare, story, session))
        if session.seats:
            yield from _held(story, session)


def _named(told: SessionStory) -> str:
    return f"session {told.key}"


def _make(story: Story, told: TableStory, planner: str) -> Table:
    process, person = story.process(), story.person(planner)
    territory = territory_of(process.cycle)
    table = make_table(
        person,
        process,
        TableDraft(
            kind=told.kind,
            name=told.name,
            mandate=told.mandate,
            zone=get_zone(territory, told.zone) if told.zone else None,
        ),
    )
    for who in told.members:
        place = municipality_named(territory, who.place, today()) if who.place else None
        draft = MemberDraft(who.kind, who.called, who.delegate, municipality=place)
        add_member(person, table, draft)
    return table


def _prepare(story: Story, told: SessionStory) -> Session:
    table = db.session.get_one(Table, story.made(f"table {told.table}"))
    story.process()
    draft = SessionDraft(
        title=told.title,
        question=told.question,
        starts_at=story.calendar.before(told.starts),
        language=told.language,
        place=told.place,
        video_url=told.video,
    )
    person = story.person(told.by)
    session = prepare_session(person, table, draft, method_named(told.method))
    announce_session(person, session)
    return session


def _held(story: Story, told: SessionStory) -> Iterator[Scene]:
    """The two hours of a session, and what the moderators read of it some days later."""
    starts, name = story.calendar.before(told.starts), _named(told)

    def scene(what: str, at: datetime, act: Callable[..., Model | None]) -> Scene:
        return Scene(f"{name} {what}", at, told.by, partial(act, story, told))

    yield scene("opens", starts - DOORS_OPEN, _open)
    yield scene("fills", starts - SIT_DOWN, _sit_down)
    yield scene("starts", starts, _start)
    at = starts
    method = method_named(told.method)
    if method is None:
        raise LookupError(told.method)
    for place, block in enumerate(method.blocks(told.language)):
        if block.kind is BlockKind.GALLERY:
            yield from _turns(story, told, at + FIRST_TURN)
        at += timedelta(minutes=block.minutes) - BEFORE_THE_END
        yield scene(f"block {place}", at, _do_and_go_on)
    read = story.calendar.before(told.read)
    yield scene("passes on", read, _pass_on)
    moderators = story.world.all_who(Role.MODERATOR)
    for place, _card in enumerate(told.cards):
        moderator, on = moderators[place % len(moderators)].key, read + (place + 1) * SIT_DOWN
        act = partial(_publish, story, told, place, moderator)
        yield Scene(f"{name} decision {place}", on, moderator, act)


def _turns(story: Story, told: SessionStory, at: datetime) -> Iterator[Scene]:
    for place, (seat, seconds) in enumerate(told.turns):
        name = f"{_named(told)} turn {place}"
        yield Scene(name, at, told.by, partial(_give_floor, story, told, seat))
        at += timedelta(seconds=seconds)
        yield Scene(f"{name} ends", at, told.by, partial(_end_turn, story, told))


def _session(story: Story, told: SessionStory) -> Session:
    story.process()
    return get_session(story.made(_named(told)))


def _open(story: Story, told: SessionStory) -> None:
    open_session(story.person(told.by), _session(story, told))


def _sit_down(story: Story, told: SessionStory) -> None:
    session = _session(story, told)
    for who in told.seats:
        draft = SeatDraft(
            name=who.name, kind=who.kind, body=who.body, place=who.place, consents=True
        )
        take_seat(session, draft)


def _start(story: Story, told: SessionStory) -> None:
    start_session(story.person(told.by), _session(story, told))


def _do_and_go_on(story: Story, told: SessionStory) -> None:
    """Do what the block at hand is for, and take the next step on the console."""
    person, session = story.person(told.by), _session(story, told)
    block = session.block
    if block is None:
        raise LookupError(_named(told))
    if block.kind is BlockKind.SILENT_WRITE:
        _write(told, session, block)
    elif block.kind is BlockKind.CLUSTER or (
        block.kind is BlockKind.BREAKOUT and told.method == "tavolo-120"
    ):
        _arrange(story, told, session)
    elif block.kind is BlockKind.VOTE:
        _vote(told, session, block)
    elif block.kind is BlockKind.COMMIT:
        _promise(story, told, session)
    if block.is_covered:
        reveal_block(person, session, block.id)
    if block is session.blocks[-1]:
        if block.kind is BlockKind.READBACK:
            _promise(story, told, session)
        end_session(person, session)
    else:
        next_block(person, session, block.id)


def _write(told: SessionStory, session: Session, block: Block) -> None:
    seats = seats_in(session)
    for card in told.cards:
        write_card(seats[card.seat], block, CardDraft(card.text))


def _cards(session: Session) -> list[Card]:
    query = select(Card).where(Card.session_id == session.id).order_by(Card.id)
    return list(db.session.scalars(query))


def _piles(session: Session) -> list[Pile]:
    query = select(Pile).where(Pile.session_id == session.id).order_by(Pile.id)
    return list(db.session.scalars(query))


def _arrange(story: Story, told: SessionStory, session: Session) -> None:
    person = story.person(told.by)
    piles = [make_pile(person, session, title) for title in told.piles]
    for card, written in zip(_cards(session), told.cards, strict=True):
        if written.pile is not None:
            move_card(person, card, piles[written.pile])


def _vote(told: SessionStory, session: Session, block: Block) -> None:
    piles = _piles(session)
    for seat in seats_in(session):
        hand = random.Random(f"{told.key} {seat.number}")
        points: dict[int, int] = {}
        for _dot in range(block.dots_each or 0):
            place = hand.choices(range(len(piles)), told.dots)[0]
            if points.get(place, 0) < (block.dots_per_card or 1):
                points[place] = points.get(place, 0) + 1
        put_dots(seat, block, {("pile", piles[place].id): dots for place, dots in points.items()})


def _promise(story: Story, told: SessionStory, session: Session) -> Commitment | None:
    person, piles, on = story.person(told.by), _piles(session), session.starts_at.date()
    made = None
    for one in told.promises:
        draft = CommitmentDraft(
            who=one.who,
            what=one.what,
            by_when=on + timedelta(days=one.by),
            agreement=one.agreement,
            pile_id=piles[one.pile].id,
        )
        made = promise(person, session, draft)
    return made


def _give_floor(story: Story, told: SessionStory, seat: int) -> None:
    session = _session(story, told)
    block = session.block
    if block is None or block.kind not in SPEAKING:
        raise LookupError(_named(told))
    speaker: Seat = seats_in(session)[seat]
    give_floor_to(story.person(told.by), session, speaker, block)


def _end_turn(story: Story, told: SessionStory) -> None:
    end_turn(story.person(told.by), _session(story, told))


def _pass_on(story: Story, told: SessionStory) -> None:
    session, cycle = _session(story, told), story.process().cycle
    themes = {
        pile.id: get_theme(cycle, code).id
        for pile, code in zip(_piles(session), told.themes, strict=True)
    }
    pass_on_cards(story.person(told.by), session, themes, at_once=len(told.cards))


def _publish(story: Story, told: SessionStory, place: int, moderator: str) -> Decision | None:
    """Publish what a card became."""
    card = _cards(_session(story, told))[place]
    made = db.session.get_one(Contribution, card.contribution_id)
    person = story.person(moderator)
    contribution = get_contribution(story.process(), made.code, person)
    return publish_subject(person, subject_of(contribution), UNDECIDED)
