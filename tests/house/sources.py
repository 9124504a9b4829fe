"""Where the house's own files are, for the tests that keep its rules."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CONSULT = ROOT / "consult"
TEMPLATES = ROOT / "templates"
BUILT = {"__pycache__", "node_modules", "static"}


def files(folder: str, *suffixes: str) -> list[Path]:
    """List the files of a folder that people wrote, in a fixed order."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and path.is_file() and not BUILT & set(path.parts)
    )


def modules() -> list[Path]:
    """List the modules of the package."""
    return files("consult", ".py")


def name_of(path: Path) -> str:
    """Name a file as messages show it."""
    return path.relative_to(ROOT).as_posix()


def rooms() -> list[Path]:
    """List the rooms: the folders of the package."""
    return sorted(path.parent for path in CONSULT.glob("*/__init__.py"))


def kind_of(path: Path) -> str:
    """Tell which door of its room a module is: `policy` for `policy.py` and for `policy/x.py`."""
    inner = path.relative_to(CONSULT).with_suffix("").parts[1:]
    return inner[0] if inner else ""


def nodes(path: Path) -> Iterator[ast.AST]:
    """Walk a module's syntax."""
    return ast.walk(ast.parse(path.read_text()))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Tell the calls in a module, as they are written, with their lines."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Tell the modules that a module imports, with their lines."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno
