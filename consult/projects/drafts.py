"""What is typed of a project and of its origins, before it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean, clean_line
from consult.projects.models import CandidateProject, Section

if TYPE_CHECKING:
    from consult.processes import Process

TEXT_NAMES = ("title", "problem", "objective", "actions", "promoter")
ONE_LINE = frozenset({"title"})


class NoTitleError(RefusedError):
    """A project has a title in at least one language."""


class MainTwiceError(RefusedError):
    """A project's main platform is not also one of the others it touches."""


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """The sheet as typed: texts by language in Markdown, and platforms by id."""

    title: dict[str, str]
    main_platform_id: int
    problem: dict[str, str]
    objective: dict[str, str]
    actions: dict[str, str]
    promoter: dict[str, str]
    other_platform_ids: frozenset[int] = frozenset()

    def cleaned(self, process: Process) -> ProjectDraft:
        """Return it with clean texts. Raises `NoTitleError` and `MainTwiceError`."""
        title = _cleaned("title", self.title)
        if not title:
            first = process.languages[0]
            raise NoTitleError(
                _("Give it a title in at least one language."), field=f"title_{first}"
            )
        if self.main_platform_id in self.other_platform_ids:
            raise MainTwiceError(
                _("The main platform is not one of the others: take it away here."), field="others"
            )
        return replace(
            self,
            title=title,
            problem=_cleaned("problem", self.problem),
            objective=_cleaned("objective", self.objective),
            actions=_cleaned("actions", self.actions),
            promoter=_cleaned("promoter", self.promoter),
        )

    def apply_to(self, project: CandidateProject) -> list[str]:
        """Take it over into a project, and return the names of what changed."""
        wanted = {name: getattr(self, name) for name in (*TEXT_NAMES, "main_platform_id")}
        changed = [name for name, value in wanted.items() if getattr(project, name) != value]
        for name in changed:
            setattr(project, name, wanted[name])
        return changed


@dataclass(frozen=True, slots=True)
class OriginDraft:
    """What a voice gave: to which part of the sheet, the words kept, and what was left and why."""

    section: Section = Section.PROBLEM
    part: str = ""
    note: str = ""

    def cleaned(self) -> OriginDraft:
        """Return it with clean texts."""
        return OriginDraft(self.section, clean_line(self.part), clean(self.note))


def _cleaned(name: str, said: dict[str, str]) -> dict[str, str]:
    tidy = clean_line if name in ONE_LINE else clean
    return {code: tidy(words) for code, words in said.items() if words.strip()}
