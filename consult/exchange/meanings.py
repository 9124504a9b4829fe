"""What other systems call states, doors and days, in the languages we have met."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from consult.contributions import Channel, State
from consult.exchange.refusals import RowRefusedError
from consult.kernel.i18n import _
from consult.territory import slug_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Outcome(StrEnum):
    """What the other system had decided; all of these were read by everyone there."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EVALUATING = "evaluating"


_STATES: dict[State, str] = {
    State.PUBLISHED: """published public visible open not-answered answered approved true yes 1
        pubblicato pubblicata publicada publicado publicat aperta abierta oberta""",
    State.HIDDEN: """hidden moderated blocked spam removed nascosto nascosta moderata oculto oculta
        ocult amagat amagada moderada moderat bloqueado bloquejat""",
    State.WITHDRAWN: """withdrawn retracted ritirato ritirata retirado retirada retirat deleted
        eliminato eliminata eliminado eliminada eliminat""",
    State.WAITING: """waiting pending draft unpublished false no 0 in-attesa bozza pendiente
        borrador pendent esborrany""",
}
_OUTCOMES: dict[Outcome, str] = {
    Outcome.ACCEPTED: """accepted accettato accettata accolta approvata approvato aceptada aceptado
        acceptada acceptat aprobada""",
    Outcome.REJECTED: """rejected refused rifiutato rifiutata respinta respinto non-accolta
        rechazada rechazado rebutjada rebutjat denegada""",
    Outcome.EVALUATING: """evaluating in-evaluation in-valutazione en-evaluacion en-avaluacio
        in-discussione under-review""",
}
_CHANNELS: dict[Channel, str] = {
    Channel.TABLE: """territorial-table table meeting meetings true yes 1 si vero tavolo incontro
        riunione assemblea assembly reunion encuentro trobada reunio cita taula mesa workshop""",
    Channel.DEVELOPMENT_TABLE: "development-table tavolo-di-sviluppo",
    Channel.INTERVIEW: "interview intervista entrevista",
    Channel.ARCHIVE: "project-archive archive archivio archivo arxiu",
}
STATES = {word: state for state, words in _STATES.items() for word in words.split()}
OUTCOMES = {word: outcome for outcome, words in _OUTCOMES.items() for word in words.split()}
CHANNELS = {word: channel for channel, words in _CHANNELS.items() for word in words.split()}
# Year first; day first (as all of Europe writes); with a time or without.
_DAY_FIRST = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_ZONED = re.compile(r"(.*\d) ?(?:UTC|Z|GMT)")
_AWAY = re.compile(r"(.*\d) ([+-]\d\d:?\d\d)")


def state_meant(word: str) -> tuple[State, Outcome | None]:
    """Return who may read a row here, and what was decided on it there.

    What was accepted or rejected there was read by everyone there, and is so here. A word that we
    do not know shows nothing: a moderator reads it first.
    """
    said = slug_of(word)
    if not said:
        return State.PUBLISHED, None
    if said in OUTCOMES:
        return State.PUBLISHED, OUTCOMES[said]
    return STATES.get(said, State.WAITING), None


def channel_meant(word: str) -> Channel:
    """Return the door of a row: a meeting's is the tables', anything else came online."""
    return CHANNELS.get(slug_of(word), Channel.ONLINE)


def moment_meant(word: str, zone: ZoneInfo, at: datetime) -> datetime:
    """Read a day or a moment, on a clock; raises `RowRefusedError` for none, or one to come."""
    said = _read_moment(word.strip(), zone)
    if said is None:
        raise RowRefusedError(
            _("“%(word)s” is no date: write 31/12/2016 or 2016-12-31.", word=word[:40])
        )
    if said > at:
        raise RowRefusedError(_("“%(word)s” is a day to come.", word=word[:40]))
    return said


def _read_moment(word: str, zone: ZoneInfo) -> datetime | None:
    found = _DAY_FIRST.fullmatch(word)
    try:
        if found:
            day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
            said = datetime(year, month, day, hour, minute, second, tzinfo=zone)
            return said.astimezone(UTC)
        zoned, away = _ZONED.fullmatch(word), _AWAY.fullmatch(word)
        told = zoned[1] if zoned else f"{away[1]}{away[2]}" if away else word
        moment = datetime.fromisoformat(told)
        own = UTC if zoned else zone
        return (moment if moment.tzinfo else moment.replace(tzinfo=own)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number_meant(word: str, of: str) -> int | None:
    """Read a count; nothing where nothing stands. Raises `RowRefusedError` for what is none."""
    said = word.strip().removesuffix(".0")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= 9):  # noqa: PLR2004 - a milliard is none of a city's
        raise RowRefusedError(_("“%(word)s” is no number of %(of)s.", word=word[:40], of=of))
    return int(said)
