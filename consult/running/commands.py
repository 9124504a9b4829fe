"""Running a session: opening it, one block after another, pauses, more minutes, its end.

Everything stands in the database and is done under the session's lock: a second facilitator goes
on from any screen, and two who press at once do a thing once.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.live import announce_change
from consult.polls import begin_polls, end_polls
from consult.rounds import begin_rules
from consult.running.facts import block_began, session_ended
from consult.running.steps import Step, following
from consult.seats import MOST_GROUPS, groups_in, make_groups, present_in
from consult.speaking import end_turns
from consult.tables import (
    Block,
    BlockKind,
    Session,
    SessionState,
    can_run,
    lock_session,
    topic_of,
)
from consult.wall import reveal

LATE_FOR = timedelta(hours=48)
"""So long after its end a session still takes late contributions."""
MOST_MINUTES = 60


def open_session(person: Person, session: Session) -> None:
    """Let people join by the code; opened already, nothing changes."""
    _hold(person, session)
    if session.takes_people:
        return
    session.open(now())
    _done(person, "session.opened", session)


def start_session(person: Person, session: Session) -> Block:
    """Begin with the first block, and return what is at hand; started already, nothing changes."""
    _hold(person, session)
    if session.block is not None:
        return session.block
    at = now()
    session.start(at)
    _done(person, "session.started", session)
    return _begin(person, session, session.blocks[0], at)


def next_block(person: Person, session: Session, from_block_id: int) -> Block:
    """End the block that one sees at hand, begin the next, and return what is at hand.

    When another was quicker, that block is over already, and nothing changes. What was still
    covered in it is revealed. Raises `RefusedError` on the last block.
    """
    _hold(person, session)
    block = _at_hand(session)
    if block.id != from_block_id:
        return block
    after = following(session, block)
    if after is None:
        raise RefusedError(_("This is the last block: end the session."))
    at = now()
    _end(person, session, block, at)
    _done(person, "session.went_on", session, to=after.position)
    return _begin(person, session, after, at)


def reveal_block(person: Person, session: Session, block_id: int) -> None:
    """Show everyone what is covered in the block that one sees at hand; it goes on.

    A step of its own: what was hidden is seen by all before the session goes on.
    """
    _hold(person, session)
    block = _at_hand(session)
    if block.id == block_id and block.is_covered:
        reveal(person, block)
        if block.kind is BlockKind.SURVEY:
            end_polls(session, block, now())
        announce_change(topic_of(session), "block")


def take_step(person: Person, session: Session, step: Step, from_block_id: int) -> None:
    """Do what the console offers next; what another did meanwhile is not done twice."""
    if step is Step.OPEN:
        open_session(person, session)
    elif step is Step.START:
        start_session(person, session)
    elif step is Step.REVEAL:
        reveal_block(person, session, from_block_id)
    elif step is Step.NEXT:
        next_block(person, session, from_block_id)
    else:
        end_session(person, session)


def pause(person: Person, session: Session) -> None:
    """Stop the countdown; stopped already, nothing changes."""
    _hold(person, session)
    _at_hand(session)
    if session.paused_at is None:
        session.paused_at = now()
        _done(person, "session.paused", session)


def resume(person: Person, session: Session) -> None:
    """Let the countdown go on from where it stopped; going already, nothing changes."""
    _hold(person, session)
    block = _at_hand(session)
    if session.paused_at is not None:
        _go_on(session, block, session.paused_at, now())
        _done(person, "session.resumed", session)


def add_minutes(person: Person, session: Session, minutes: int, block_id: int) -> None:
    """Give the block that one sees at hand more minutes; nothing if it has ended meanwhile."""
    _hold(person, session)
    block = _at_hand(session)
    if not 0 < minutes <= MOST_MINUTES:
        raise RefusedError(_("Add from one minute to %(most)s.", most=MOST_MINUTES))
    if block.id == block_id:
        block.extra_seconds += 60 * minutes
        _done(person, "session.lengthened", session, minutes=minutes, block=block.position)


def end_session(person: Person, session: Session, late_for: timedelta = LATE_FOR) -> None:
    """End the block at hand and the session; what comes late is taken for some hours more."""
    _hold(person, session)
    if session.state in {SessionState.ENDED, SessionState.CLOSED}:
        return
    at, block = now(), session.block
    if block is not None:
        _end(person, session, block, at)
    session.end(at, at + late_for)
    _done(person, "session.ended", session)
    session_ended.announce(session)


def _hold(person: Person, session: Session) -> None:
    """Hold a session and read it and its agenda anew, for someone who may run it."""
    require(can_run(person, session))
    lock_session(session)


def _done(person: Person, verb: str, session: Session, **details: int) -> None:
    """Note what was done, and let every screen of the session show it."""
    note_act(person, verb, session, None, **details)
    announce_change(topic_of(session), "block")


def _at_hand(session: Session) -> Block:
    block = session.block
    if block is None:
        raise RefusedError(_("This session is not running."))
    return block


def _begin(person: Person, session: Session, block: Block, at: datetime) -> Block:
    """Begin a block with what its method needs, and groups where nobody has made any."""
    block.began_at = at
    begin_polls(session, block, at)
    evenly = begin_rules(person, session, block, at)
    if evenly and block.kind is BlockKind.BREAKOUT and not groups_in(session, block):
        people = len(present_in(session))
        if people:
            number = min(MOST_GROUPS, math.ceil(people / session.per_group))
            make_groups(person, session, None, number)
    block_began.announce(block)
    return block


def _end(person: Person, session: Session, block: Block, at: datetime) -> None:
    """End a block: a pause and whoever speaks end with it, and nothing of it stays covered."""
    if session.paused_at is not None:
        _go_on(session, block, session.paused_at, at)
    if block.is_covered:
        reveal(person, block)
    end_turns(block, at)
    end_polls(session, block, at)
    block.ended_at = at


def _go_on(session: Session, block: Block, since: datetime, at: datetime) -> None:
    block.paused_seconds += round((at - since).total_seconds())
    session.paused_at = None
