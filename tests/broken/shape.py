"""What a broken rule is: the words that keep it, what they become, and who notices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """A rule, the words that keep it in a file, what they become, and the test that notices."""

    rule: str
    file: str
    old: str
    new: str
    test: str
