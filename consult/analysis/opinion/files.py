"""An analysis of plain files: what was asked, its result with its manifest, what to remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from consult.analysis.opinion.manifest import manifest_of
from consult.analysis.opinion.opinions import How, opinions_of
from consult.analysis.opinion.reading import Told, groups_in, told_in
from consult.analysis.opinion.written import written

KINDS = ("votes", "moderated", "meta", "groups")


@dataclass(frozen=True, slots=True)
class Asked:
    """The files to look at, and how."""

    votes: Path
    moderated: Path | None = None
    meta: Path | None = None
    groups: Path | None = None
    seed: int = 0
    judge: bool = True

    @classmethod
    def named_in(cls, manifest: Mapping[str, Any], folder: Path) -> Self:
        """Return what a manifest names; a file that has moved is looked for beside the result.

        Raises `KeyError` or `TypeError` for what is no manifest.
        """
        paths = {}
        for kind, name in manifest["files"].items():
            path = Path(name)
            paths[kind] = path if path.exists() else folder / path.name
        return cls(**paths, seed=manifest["seed"], judge=manifest["judged"])

    def files(self) -> dict[str, str]:
        """The names of the files by what they hold."""
        named = {kind: getattr(self, kind) for kind in KINDS}
        return {kind: str(path) for kind, path in named.items() if path is not None}


def result_of(asked: Asked) -> tuple[dict[str, Any], list[str]]:
    """Read the files and return the result, as JSON can hold it, and what to remark.

    Raises `UnreadableError`, `UnicodeDecodeError` and `OSError`.
    """
    with asked.votes.open(encoding="utf-8-sig", newline="") as lines:
        told = told_in(lines)
    remarks = list(told.refused)
    if told.lost > len(told.refused):
        remarks.append(f"{told.lost} lines of {told.lines} were left out in all.")
    out, meta = (_marked(told, path, remarks) for path in (asked.moderated, asked.meta))
    given, names = None, None
    if asked.groups is not None:
        with asked.groups.open(encoding="utf-8-sig", newline="") as lines:
            given, names, unknown = groups_in(lines, told.people)
        _remark(unknown, asked.groups, remarks)
    how = How(seed=asked.seed, judge=asked.judge)
    opinions = opinions_of(told.stances, out, meta, given=given, how=how)
    ids = (told.people, told.statements)
    marks = {"moderated": out, "meta": meta, "groups": given}
    manifest = manifest_of(told.stances, ids, marks, how)
    manifest |= {"files": asked.files(), "lines_left_out": told.lost}
    return {"manifest": manifest, **written(opinions, *ids, out | meta, names)}, remarks


def _marked(told: Told, path: Path | None, remarks: list[str]) -> np.ndarray[Any, Any]:
    if path is None:
        return np.zeros(len(told.statements), dtype=np.bool_)
    marked, unknown = told.flags(path.read_text(encoding="utf-8-sig").splitlines())
    _remark(unknown, path, remarks)
    return marked


def _remark(unknown: list[str], path: Path, remarks: list[str]) -> None:
    if unknown:
        some = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")  # noqa: PLR2004 - a few
        remarks.append(f"{path.name} names {len(unknown)} on which there is no vote: {some}")
