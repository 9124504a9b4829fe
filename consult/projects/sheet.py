"""A project's sheet as people read it: each part with the voices that it was born from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from consult.contributions import Stop, StopState
from consult.kernel.i18n import Words, _, ngettext, text
from consult.kernel.text import excerpt
from consult.projects.kinds import Section, State
from consult.projects.models import CandidateProject, Origin, ProjectState
from consult.projects.policy import is_under_way
from consult.projects.tables import TABLES, table_of
from consult.projects.words import AGREEMENTS, COST_BANDS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.ideamap import Node
    from consult.processes import Process

_TAGS = re.compile(r"(<[^>]*>)")
_WORDS = re.compile(r"&#?\w+;|\w+")
FEWEST_WORDS = 3
QUOTE_LENGTH = 160
DECIDING_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Numbered:
    """A voice at the origin, under the number that stands beside its words in the sheet."""

    number: int
    origin: Origin
    quote: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet, its words born from a voice underlined, and those voices."""

    code: str
    label: Words
    text: Markup
    origins: Sequence[Numbered]


def parts_of(project: CandidateProject, origins: Sequence[Origin]) -> list[Part]:
    """The parts of a sheet in their order, the voices numbered through all of them."""
    parts, number = [], 0
    for section, label in SECTIONS.items():
        own = [origin for origin in origins if origin.section is section]
        numbered = [Numbered(number + i, one, _quote(one)) for i, one in enumerate(own, 1)]
        number += len(own)
        words = underlined(_body(project, section), numbered)
        parts.append(Part(section.value, label, words, numbered))
    return [part for part in parts if part.text or part.origins]


def _body(project: CandidateProject, section: Section) -> Markup:
    """What a part says: a table of rows, or its prose under the words chosen for it."""
    if section.value in TABLES:
        rows = getattr(project, section.value)
        return table_of(section, rows) if rows else Markup("")
    chosen = {
        Section.COST: project.cost_band and COST_BANDS[project.cost_band],
        Section.AGREEMENT: project.agreement_kind and AGREEMENTS[project.agreement_kind],
    }.get(section)
    lead = Markup("<p><b>{}</b></p>").format(chosen) if chosen else Markup("")
    return lead + project.prose(section.value)


def underlined(html: Markup, numbered: Sequence[Numbered]) -> Markup:
    """Underline in a text the words kept of each voice: the longest run that both share.

    Both are safe HTML already; only words between tags are looked at. Three words are the fewest,
    or all that were kept.
    """
    pieces = _TAGS.split(str(html))
    for one in numbered:
        _underline(pieces, str(escape(one.origin.quoted)), one.number)
    return Markup("").join(Markup(piece) for piece in pieces)  # noqa: S704 - pieces of safe HTML


def _underline(pieces: list[str], kept: str, number: int) -> None:
    wanted = [word.casefold() for word in _WORDS.findall(kept)]
    longest, found = max(min(len(wanted), FEWEST_WORDS) - 1, 0), None
    # Between the tags, at even places; what is underlined already has taken an odd one.
    for place in range(0, len(pieces), 2):
        words = list(_WORDS.finditer(pieces[place]))
        spelled = [word.group().casefold() for word in words]
        run = SequenceMatcher(None, spelled, wanted, autojunk=False).find_longest_match()
        if run.size > longest:
            longest, found = run.size, (place, words[run.a], words[run.a + run.size - 1])
    if found is None:
        return
    place, first, last = found
    text_here, start, end = pieces[place], first.start(), last.end()
    mark = f'<a class="born" href="#origin-{number}">{text_here[start:end]} <sup>{number}</sup></a>'
    pieces[place : place + 1] = [text_here[:start], mark, text_here[end:]]


def _quote(origin: Origin) -> str:
    """What is shown of a voice: the words kept, else its title."""
    words = origin.quoted
    return excerpt(escape(words), QUOTE_LENGTH) if words else origin.contribution.title


def acts_of(
    process: Process,
    project: CandidateProject,
    states: Sequence[ProjectState],
    nodes: Sequence[tuple[Node, str]],
    into: tuple[Words, str] | None = None,
) -> list[Stop]:
    """What happened to a project, act by act, and what comes next.

    Nodes come with their address; `into` is where it goes on now, with the address, if it does.
    """
    acts = [
        Stop(
            node.created_at,
            _("Node of the idea map"),
            text(node.title),
            url=url,
            link=_("Read the node"),
        )
        for node, url in nodes
    ]
    public = [act for act in states if act.state is not State.DRAFT]
    acts += [_act(act, again=place > 0, into=into) for place, act in enumerate(public)]
    acts.sort(key=lambda stop: stop.at or project.created_at)
    if not is_under_way(project):
        return acts
    deciding = excerpt(process.prose("who_decides"), DECIDING_LENGTH)
    return [
        *acts[:-1],
        replace(acts[-1], state=StopState.NOW),
        Stop(None, _("Proposed plan"), deciding, state=StopState.NEXT),
    ]


def _act(act: ProjectState, *, again: bool, into: tuple[Words, str] | None) -> Stop:
    if act.state is State.SET_ASIDE:
        return Stop(act.at, _("Set aside"), act.reason, state=StopState.REFUSED)
    if act.state is State.ACCEPTED:
        return Stop(act.at, _("Accepted for the proposed plan"), act.reason)
    if act.state is State.JOINED:
        link, url = into or ("", None)
        return Stop(act.at, _("Joined into another project"), act.reason, url=url, link=link)
    if again:
        return Stop(act.at, _("A candidate again"), act.reason)
    return Stop(act.at, _("Candidate project"), _("Everyone can read it from now on."))


def heard_words(heard: int, zones: int) -> Words:
    """Say how many zones were heard, out of how many."""
    return ngettext(
        "Heard: %(num)s zone of %(zones)d.",
        "Heard: %(num)s zones of %(zones)d.",
        heard,
        zones=zones,
    )
