"""Plans to read: a copy of the invented one, with a word changed here and there."""

from __future__ import annotations

import shutil

from consult.demo import plan_folder


def a_copy(folder, name="invented"):
    """Copy a plan's files, to be changed."""
    copy = folder / name
    shutil.copytree(plan_folder(name), copy)
    return copy


def changed(folder, old, new, file="plan.yaml"):
    """A copy of the invented plan with some words in place of others."""
    copy = folder / "invented" if (folder / "invented").exists() else a_copy(folder)
    path = copy / file
    content = path.read_text()
    assert old in content, f"{old!r} is not in {file}"
    path.write_text(content.replace(old, new))
    return copy
