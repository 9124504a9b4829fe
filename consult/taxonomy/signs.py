"""The stylesheet of a plan's signs: one colour and one ink for each code, and nothing else."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from consult.taxonomy.colours import INK, WHITE, contrast, is_colour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consult.taxonomy.models import Cycle, Platform, Theme
    from consult.territory import Zone

CODE = re.compile(r"[a-z0-9-]{1,60}")


def stylesheet(
    zones: Sequence[Zone], platforms: Sequence[Platform], themes: Sequence[Theme]
) -> str:
    """Set `--sign` and `--sign-ink` on `.zone--x`, `.platform--x` and `.theme--x`.

    Raises `ValueError` on anything but a code and a colour: a stylesheet takes no other words.
    """
    rules = [
        *(("zone", zone.code, zone.colour, zone.ink) for zone in zones),
        *(("platform", one.code, one.colour, WHITE) for one in platforms),
        *(("theme", one.code, one.colour, _ink_on(one.colour)) for one in themes),
    ]
    return "".join(_rules(rules))


def version_of(sheet: str) -> str:
    """What tells one stylesheet from another in its address."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:10]


def signs_url(cycle: Cycle) -> str:
    """The address of a plan's stylesheet; it changes with its content, so it is kept for long."""
    return f"/cycles/{cycle.code}/signs-{cycle.signs_version}.css"


def _ink_on(colour: str) -> str:
    if not is_colour(colour):
        return INK
    return max((WHITE, INK), key=lambda ink: contrast(ink, colour))


def _rules(rules: Iterable[tuple[str, str, str, str]]) -> Iterable[str]:
    for kind, code, colour, ink in rules:
        if not (CODE.fullmatch(code) and is_colour(colour) and is_colour(ink)):
            raise ValueError(f"{kind} {code!r}: a sign is a code and two colours")
        yield f".{kind}--{code}{{--sign:{colour};--sign-ink:{ink}}}\n"
