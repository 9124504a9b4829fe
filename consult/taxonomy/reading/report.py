"""The faults found in a plan's files, gathered so that all are told at once."""

from __future__ import annotations

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _


class PlanError(RefusedError):
    """A plan's files cannot be taken in; each problem names its file, line and key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Report:
    """What is wrong with the files so far."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def add(self, file: str, line: int, where: str, words: str) -> None:
        """Note one fault; `where` is a key or a column."""
        self.problems.append(
            _(
                "%(file)s, line %(line)d, %(where)s: %(words)s",
                file=file,
                line=line,
                where=where,
                words=words,
            )
        )

    def check(self) -> None:
        """Go on only if nothing is wrong; raises `PlanError`."""
        if self.problems:
            raise PlanError(self.problems)
