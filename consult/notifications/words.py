"""What a piece of news says, in the language at hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _, _l, ngettext
from consult.notifications.models import Kind, Notice, Pace
from consult.notifications.queries import followed_by
from consult.voting import backed_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

PACES: dict[Pace, tuple[Words, Words]] = {
    Pace.AT_ONCE: (_l("At once"), _l("A letter for each thing that happens, within minutes.")),
    Pace.DAILY: (_l("Once a day"), _l("One letter with all of the day, if there is anything.")),
    Pace.WEEKLY: (_l("Once a week"), _l("One letter with all of the week, if there is anything.")),
    Pace.NEVER: (_l("Never"), _l("No letters: you find everything in My voice.")),
}


MY_VOICE = "/account"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of news, and where to read on: a path of this site, or nothing."""

    words: Words
    path: str


def lines_of(notices: Sequence[Notice]) -> list[Line]:
    """Say the news, what happened several times to one contribution in one line."""
    ordered = sorted(notices, key=_alike)
    together = [list(group) for _key, group in groupby(ordered, key=_alike)]
    together.sort(key=lambda group: (group[-1].at, group[-1].id))
    changed = [one for one in notices if one.kind is Kind.REVISED and one.contribution_id]
    ids = [one.contribution_id for one in changed if one.contribution_id]
    backed = backed_by(changed[0].person_id, ids) if changed else frozenset()
    followed = followed_by(changed[0].person_id, set(ids) - backed) if changed else set()
    return [
        _revised(group, backed, followed)
        if group[-1].kind is Kind.REVISED
        else Line(_words(group), _path(group[-1]))
        for group in together
    ]


def _revised(group: Sequence[Notice], backed: Collection[int], followed: Collection[int]) -> Line:
    """Say that an idea was changed to who stands behind it, follows it, or did one of the two."""
    last = group[-1]
    title = last.contribution.title if last.contribution else ""
    if last.contribution_id in backed:
        words = _(
            "Its author has changed «%(title)s», which you support: read what changed. "
            "If you think otherwise now, you can undo your support there.",
            title=title,
        )
        return Line(words, _changes_path(group))
    if last.contribution_id in followed:
        words = _("Its author has changed «%(title)s», which you follow.", title=title)
        return Line(words, _path(last))
    return Line(_("Its author has changed «%(title)s».", title=title), _path(last))


def _changes_path(group: Sequence[Notice]) -> str:
    """The page that shows, word by word, all that changed since the first of these."""
    return f"{_path(group[-1])}/versions?since={min(one.number for one in group) - 1}"


def _alike(notice: Notice) -> tuple[int, str, int]:
    apart = notice.id if notice.kind is Kind.LETTER else 0
    return notice.contribution_id or 0, notice.kind.value, apart


def _words(group: Sequence[Notice]) -> Words:
    last = group[-1]
    title = last.contribution.title if last.contribution else ""
    if last.kind is Kind.COMMENTED:
        return ngettext(
            "%(num)s new comment on your idea «%(title)s».",
            "%(num)s new comments on your idea «%(title)s».",
            len(group),
            title=title,
        )
    if last.kind is Kind.SUPPORTED:
        return ngettext(
            "%(num)s person supports your idea «%(title)s».",
            "%(num)s people support your idea «%(title)s».",
            max(one.number for one in group),
            title=title,
        )
    if last.kind is Kind.LETTER:
        return last.subject
    said = {
        Kind.LINKED: _("«%(title)s», which you follow, has entered the idea map.", title=title),
        Kind.IN_PROJECT: _(
            "«%(title)s», which you follow, is at the origin of a candidate project.", title=title
        ),
        Kind.ACCEPTED: _("A project that comes from «%(title)s» was accepted.", title=title),
        Kind.SET_ASIDE: _(
            "A project that comes from «%(title)s» was set aside: read why.", title=title
        ),
        Kind.JOINED: _(
            "A project that comes from «%(title)s» was joined into another.", title=title
        ),
    }
    return said[last.kind]


def _path(notice: Notice) -> str:
    contribution = notice.contribution
    if contribution is None:
        return notice.path or MY_VOICE
    return f"/processes/{contribution.process.slug}/ideas/{contribution.code}"
