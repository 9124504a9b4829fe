"""The colours of our codes for other tools, and the nearest of ours to one of theirs."""

from __future__ import annotations

from consult.coding import HUES

_SHORT = 4


def colour_of(number: int) -> str:
    """Return a colour of ours as #rrggbb."""
    return HUES[(number - 1) % len(HUES)]


def nearest_colour(written: str) -> int | None:
    """Return the number of our colour that is nearest to #rgb or #rrggbb; none for no colour."""
    if not written:
        return None
    wanted = _parts(written)
    return 1 + min(
        range(len(HUES)),
        key=lambda at: sum(
            (one - other) ** 2 for one, other in zip(_parts(HUES[at]), wanted, strict=True)
        ),
    )


def _parts(written: str) -> tuple[int, int, int]:
    signs = written[1:] if len(written) > _SHORT else "".join(sign * 2 for sign in written[1:])
    red, green, blue = (int(signs[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue
