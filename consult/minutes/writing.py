"""A first draft of the minutes of a session, in its language, from what its report tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.commitments import AGREEMENTS
from consult.kernel.i18n import _, ngettext, speaking, text
from consult.kernel.text import as_markdown, clean_line
from consult.kernel.times import day, hour, set_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult.commitments import Commitment
    from consult.minutes.report import Cluster, Presence, Report, Vote
    from consult.tables import Session


def first_draft(report: Report) -> str:
    """Return the minutes in Markdown. Cards stand in it by their numbers, never by their words."""
    set_zone(report.session.table.process.cycle.time_zone)
    with speaking(report.session.language):
        parts = [
            [_opening(report.session)],
            _presence(report.presence),
            _agenda(report.session),
            _said(report.session, report.clusters),
            _votes(report.votes),
            _commitments(report.commitments),
        ]
        return "\n\n".join(line for part in parts for line in part)


def _opening(session: Session) -> str:
    place = as_markdown(session.place) if session.place else _("Online")
    return _(
        "%(table)s. Session of %(day)s, %(place)s.",
        table=as_markdown(text(session.table.name)),
        day=day(session.starts_at),
        place=place,
    )


def _presence(presence: Presence) -> list[str]:
    parts = [f"## {_('Who was there')}", _("People: %(people)s.", people=presence.people)]
    if presence.municipalities:
        parts.append(
            _list(f"{as_markdown(name)}: {many}" for name, many in presence.municipalities)
        )
    if presence.bodies:
        parts.append(
            _("For these bodies: %(bodies)s.", bodies=as_markdown(", ".join(presence.bodies)))
        )
    return parts


def _agenda(session: Session) -> list[str]:
    done = [block for block in session.blocks if block.began_at is not None]
    times = (
        f"{hour(block.began_at)}, {as_markdown(block.title)}" for block in done if block.began_at
    )
    return [f"## {_('Agenda')}", _list(times)] if done else []


def _said(session: Session, clusters: Iterable[Cluster]) -> list[str]:
    parts = [f"## {_('What was said')}", f"*{as_markdown(clean_line(session.question))}*"]
    for cluster in clusters:
        words = [
            as_markdown(cluster.title or _("In no group")),
            ngettext("%(num)s card", "%(num)s cards", len(cluster.lines)),
        ]
        if cluster.points is not None:
            words.append(ngettext("%(num)s point", "%(num)s points", cluster.points))
        parts.append(f"### {', '.join(words)}")
        parts.append(_list(marker(line.card.id) for line in cluster.lines))
    return parts


def _votes(votes: Iterable[Vote]) -> list[str]:
    parts = []
    for vote in votes:
        if vote.told and vote.ranking:
            parts.append(f"### {as_markdown(vote.block.title)}")
            parts.append(
                _(
                    "People who put points: %(people)s. They count in this room only.",
                    people=vote.voters,
                )
            )
            parts.append(
                _list(
                    _(
                        "%(what)s: %(points)s",
                        what=_target(target, words) + vote.tie(target),
                        points=points,
                    )
                    for target, words, points in vote.ranking
                )
            )
    return [f"## {_('Votes')}", *parts] if parts else []


def _target(target: tuple[str, int], words: str) -> str:
    kind, number = target
    return marker(number) if kind == "card" else as_markdown(words)


def _commitments(commitments: Iterable[Commitment]) -> list[str]:
    lines = []
    for one in commitments:
        until = _("by %(day)s", day=day(one.by_when)) if one.by_when else _("no day was set")
        what = as_markdown(clean_line(one.what))
        lines.append(f"**{as_markdown(one.who)}**: {what} ({until}; {AGREEMENTS[one.agreement]})")
    return [f"## {_('Commitments')}", _list(lines) if lines else _("Nothing was promised.")]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def marker(card_id: int) -> str:
    """How a card stands in minutes: by its number, so that what is withdrawn is gone from them."""
    return f"[[{card_id}]]"
