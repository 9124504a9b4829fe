"""Where the plans and the texts of the demo are kept."""

from __future__ import annotations

from pathlib import Path

_ROOM = Path(__file__).resolve().parent


def plan_folder(name: str) -> Path:
    """Return the folder of a plan, such as "milan" or "invented".

    Raises `FileNotFoundError` when the demo knows no plan of this name.
    """
    return _known(_ROOM / "plans" / name)


def text_folder(name: str) -> Path:
    """Return the folder with the people and the texts told about a plan.

    Raises `FileNotFoundError` when the demo knows no plan of this name.
    """
    return _known(_ROOM / "texts" / name)


def told_plans() -> list[str]:
    """Return the plans that something is told about."""
    return sorted(path.name for path in (_ROOM / "texts").iterdir() if path.is_dir())


def _known(folder: Path) -> Path:
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return folder
