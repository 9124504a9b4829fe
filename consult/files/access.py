"""Who may see a file: whoever may see its thing, which only the thing's own room knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult.files.models import Attachment, Document
    from consult.kernel.access import Visitor

    Rule: TypeAlias = Callable[[int, Visitor | None], bool]

_rules: dict[str, Rule] = {}


def file_access(kind: str) -> Callable[[Rule], Rule]:
    """Say who may see the files of a kind of thing, by the thing's id (a decorator)."""

    def keep(rule: Rule) -> Rule:
        _rules[kind] = rule
        return rule

    return keep


def may_see(attachment: Attachment | Document, person: Visitor | None) -> bool:
    """Whether a person may see a file; of a kind that no room speaks for, nobody may."""
    rule = _rules.get(attachment.thing_kind)
    return rule is not None and rule(attachment.thing_id, person)
