"""Reports to print: an interview with what was marked in it, a code with all its passages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from consult.interviews import BODY_KINDS, KINDS
from consult.kernel.i18n import _, current_language, ngettext, text
from consult.kernel.text import as_markdown, clean_line
from consult.kernel.times import day
from consult.minutes import Paper
from consult.qda.consents import consent_lines, warning
from consult.qda.projects import code_path, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from consult.kernel.i18n import Words
    from consult.qda.coded import BookCode, Coded, Given, Heard, Marked


def paper_of_interview(
    heard: Heard, coded: Coded, states: Mapping[str, Words], at: datetime
) -> Paper:
    """Return what was marked in an interview, passage by passage."""
    paths = {code.id: " > ".join(path) for code, path in coded.in_order()}
    given = Counter(one.code_id for passage in heard.passages for one in passage.standing)
    parts = [f"## {_('What consent allows')}", _list(consent_lines(heard.interview))]
    parts.append(f"## {_('Codes')}")
    parts.append(
        _list(f"{paths[code]}: {many}" for code, many in _most_first(given, paths))
        or _("Nothing was marked yet.")
    )
    parts.append(f"## {_('Passages')}")
    for passage in heard.passages:
        parts += _passage(heard, passage, passage.standing, coded, states, paths)
    return _paper(name_of(heard), _about(heard), parts, coded, at)


def paper_of_code(code: BookCode, coded: Coded, states: Mapping[str, Words], at: datetime) -> Paper:
    """Return every passage of a code, interview by interview, with counts by zone and kind."""
    found = list(coded.passages_of(code.id))
    parts = [as_markdown(code.description)] if code.description else []
    parts += _counts({heard.interview.code: heard for heard, _passage, _one in found}.values())
    before = ""
    for heard, passage, one in found:
        if heard.interview.code != before:
            before = heard.interview.code
            parts.append(f"## {as_markdown(clean_line(name_of(heard)))}")
            parts.append(_list([*_about(heard), *consent_lines(heard.interview)]))
        parts += _passage(heard, passage, [one], coded, states, {})
    if not found:
        parts.append(_("Nothing was marked yet."))
    passages = len({passage.id for _heard, passage, _one in found})
    about = [ngettext("%(num)s passage", "%(num)s passages", passages)]
    return _paper(code_path(code, coded), about, parts, coded, at)


def _paper(
    title: str, about: Iterable[str], parts: Iterable[str], coded: Coded, at: datetime
) -> Paper:
    return Paper(
        title=title,
        author=text(coded.process.title),
        language=current_language(),
        about=[*about, _("As of %(day)s", day=day(at)), warning()],
        source="\n\n".join(part for part in parts if part),
        foot=warning(),
    )


def _about(heard: Heard) -> list[str]:
    interview = heard.interview
    lines = [f"{KINDS[interview.kind]}, {BODY_KINDS[interview.body_kind]}"]
    if interview.zone:
        lines.append(_("Zone: %(zone)s", zone=interview.zone.name))
    if interview.held_at:
        lines.append(_("Held on %(day)s", day=day(interview.held_at)))
    return [*lines, _("Version of the text: %(number)s", number=heard.version)]


def _counts(every: Iterable[Heard]) -> list[str]:
    """How many interviews have a code, by zone and by kind of body."""
    interviews = [heard.interview for heard in every]
    zones = Counter(one.zone.name if one.zone else _("No zone") for one in interviews)
    bodies = Counter(str(BODY_KINDS[one.body_kind]) for one in interviews)
    if not interviews:
        return []
    return [
        f"## {_('Interviews by zone')}",
        _list(f"{name}: {many}" for name, many in sorted(zones.items())),
        f"## {_('Interviews by kind of body')}",
        _list(f"{name}: {many}" for name, many in sorted(bodies.items())),
    ]


def _passage(
    heard: Heard,
    passage: Marked,
    given: Iterable[Given],
    coded: Coded,
    states: Mapping[str, Words],
    paths: Mapping[int, str],
) -> list[str]:
    lines = [str(states.get(passage.state, passage.state))]
    for one in given:
        coder = coded.coders.get(one.coder_id, _("someone"))
        path = paths.get(one.code_id)
        lines.append(f"{path} ({coder})" if path else coder)
        if one.memo:
            lines.append(_("Memo: %(memo)s", memo=clean_line(one.memo)))
    return [as_markdown(f"“{heard.said(passage).strip()}”"), _list(lines)]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {as_markdown(clean_line(line))}" for line in lines)


def _most_first(given: Counter[int], paths: Mapping[int, str]) -> list[tuple[int, int]]:
    known = [(code, many) for code, many in given.items() if code in paths]
    return sorted(known, key=lambda one: (-one[1], paths[one[0]]))
