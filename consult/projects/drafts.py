"""What is typed of a project and of its origins, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean, clean_line
from consult.projects.kinds import AgreementKind, CostBand, Section
from consult.projects.models import (
    CandidateProject,
    ProjectMunicipality,
    ProjectPlatform,
    ProjectTheme,
    ProjectZone,
)
from consult.projects.rows import Indicator, Partner, Source, kept_rows

if TYPE_CHECKING:
    from consult.kernel.db import Model
    from consult.processes import Process

TEXT_NAMES = (
    "title",
    "problem",
    "objective",
    "actions",
    "promoter",
    "cost",
    "timing",
    "agreement",
)
ONE_LINE = frozenset({"title"})
ROW_NAMES = ("partners", "sources", "indicators")
TIES: dict[str, tuple[type[Model], str]] = {
    "others": (ProjectPlatform, "platform_id"),
    "zones": (ProjectZone, "zone_id"),
    "municipalities": (ProjectMunicipality, "municipality_id"),
    "themes": (ProjectTheme, "theme_id"),
}
"""What a project is tied to beside its main platform: the rows that say so, and to what."""


class NoTitleError(RefusedError):
    """A project has a title in at least one language."""


class MainTwiceError(RefusedError):
    """A project's main platform is not also one of the others it touches."""


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """The sheet as typed: texts by language in Markdown, rows, and what it is tied to by id."""

    title: dict[str, str]
    main_platform_id: int
    problem: dict[str, str]
    objective: dict[str, str]
    actions: dict[str, str]
    promoter: dict[str, str]
    other_platform_ids: frozenset[int] = frozenset()
    cost: dict[str, str] = field(default_factory=dict)
    cost_band: CostBand | None = None
    timing: dict[str, str] = field(default_factory=dict)
    agreement: dict[str, str] = field(default_factory=dict)
    agreement_kind: AgreementKind | None = None
    partners: tuple[Partner, ...] = ()
    sources: tuple[Source, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    zone_ids: frozenset[int] = frozenset()
    municipality_ids: frozenset[int] = frozenset()
    theme_ids: frozenset[int] = frozenset()

    def cleaned(self, process: Process) -> ProjectDraft:
        """Return it with clean texts. Raises `NoTitleError` and `MainTwiceError`."""
        texts: dict[str, Any] = {name: _cleaned(name, getattr(self, name)) for name in TEXT_NAMES}
        if not texts["title"]:
            first = process.languages[0]
            raise NoTitleError(
                _("Give it a title in at least one language."), field=f"title_{first}"
            )
        if self.main_platform_id in self.other_platform_ids:
            raise MainTwiceError(
                _("The main platform is not one of the others: take it away here."), field="others"
            )
        return replace(self, **texts)

    def apply_to(self, project: CandidateProject) -> list[str]:
        """Take it over into a project, and return the names of what changed."""
        plain = (*TEXT_NAMES, "main_platform_id", "cost_band", "agreement_kind")
        wanted: dict[str, Any] = {name: getattr(self, name) for name in plain}
        wanted |= {name: kept_rows(getattr(self, name)) for name in ROW_NAMES}
        changed = [name for name, value in wanted.items() if getattr(project, name) != value]
        for name in changed:
            setattr(project, name, wanted[name])
        return changed

    def ties(self) -> dict[str, frozenset[int]]:
        """What it is tied to, by the names of `TIES`."""
        return {
            "others": self.other_platform_ids,
            "zones": self.zone_ids,
            "municipalities": self.municipality_ids,
            "themes": self.theme_ids,
        }


@dataclass(frozen=True, slots=True)
class OriginDraft:
    """What a voice gave: to which part of the sheet, the words kept, and what was left and why.

    `made` says what came of the words in the project.
    """

    section: Section = Section.PROBLEM
    part: str = ""
    note: str = ""
    made: str = ""

    def cleaned(self) -> OriginDraft:
        """Return it with clean texts."""
        return OriginDraft(
            self.section, clean_line(self.part), clean(self.note), clean_line(self.made)
        )


def _cleaned(name: str, said: dict[str, str]) -> dict[str, str]:
    tidy = clean_line if name in ONE_LINE else clean
    return {code: tidy(words) for code, words in said.items() if words.strip()}
