"""From XML to plain things: codes, users, variables, cases, links and sets."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from consult.refi.guids import as_guid, guid_of
from consult.refi.things import Case, Code, Coding, Kind, Link, Set, User, Value, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult.refi.trees import Node

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\Z")
VALUES = {
    "TextValue": Kind.TEXT,
    "BooleanValue": Kind.BOOLEAN,
    "IntegerValue": Kind.INTEGER,
    "FloatValue": Kind.FLOAT,
    "DateValue": Kind.DATE,
    "DateTimeValue": Kind.DATETIME,
}


class Names:
    """The GUIDs that a file has used: one thing of a kind each, whatever it says."""

    def __init__(self) -> None:
        self.used: set[tuple[str, str]] = set()
        self.twice = 0

    def of(self, node: Node, kind: str) -> str:
        """Return the GUID of a thing; one without gets one by its place."""
        guid = as_guid(node.get("guid")) or guid_of("nameless", kind, len(self.used))
        if (kind, guid) in self.used:
            self.twice += 1
            guid = guid_of("twice", kind, guid, len(self.used))
        self.used.add((kind, guid))
        return guid


def line_ends(said: str) -> str:
    """Return words with LF at the end of their lines."""
    return said.replace("\r\n", "\n").replace("\r", "\n")


def moment_of(written: str) -> datetime | None:
    """Return a moment in UTC; one without a zone is taken for UTC, one that is none for nothing."""
    try:
        moment = datetime.fromisoformat(written.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def made_at(node: Node) -> datetime | None:
    """When a thing was made, or else changed."""
    return moment_of(node.get("creationDateTime")) or moment_of(node.get("modifiedDateTime"))


def made_by(node: Node) -> str:
    """Who made a thing, or else changed it."""
    return as_guid(node.get("creatingUser") or node.get("modifyingUser"))


def references(node: Node, *names: str) -> tuple[str, ...]:
    """What a thing refers to by elements of these names, each once."""
    found = (as_guid(one.get("targetGUID") or one.get("guid")) for one in node.all(*names))
    return tuple(dict.fromkeys(guid for guid in found if guid))


def codes_of(nodes: Iterable[Node], names: Names) -> tuple[Code, ...]:
    """The codes, with those below them however deep."""
    return tuple(
        Code(
            guid=names.of(node, "code"),
            name=line_ends(node.get("name")),
            codable=node.get("isCodable").strip() not in {"false", "0"},
            colour=node.get("color") if _COLOUR.match(node.get("color")) else "",
            description=line_ends(node.said("Description")),
            notes=references(node, "NoteRef"),
            codes=codes_of(node.all("Code"), names),
        )
        for node in nodes
    )


def codings_of(node: Node, names: Names) -> tuple[Coding, ...]:
    """The codes that a passage or a text was given; some tools leave the `Coding` out."""
    found = []
    for given in node.all("Coding"):
        guid = names.of(given, "coding")
        found += [
            Coding(
                guid_of(guid, code) if number else guid,
                code,
                made_by(given),
                made_at(given),
                references(given, "NoteRef"),
            )
            for number, code in enumerate(references(given, "CodeRef"))
        ]
    bare = references(node, "CodeRef")
    found += [
        Coding(guid_of("coding", node.get("guid"), code), code, made_by(node), made_at(node))
        for code in bare
    ]
    return tuple(found)


def users_of(top: Node, names: Names) -> tuple[User, ...]:
    """Who coded."""
    return tuple(
        User(names.of(node, "user"), line_ends(node.get("name") or node.get("id")))
        for node in top.within("Users", "User")
    )


def variables_of(top: Node, names: Names) -> tuple[Variable, ...]:
    """What is said of cases."""
    kinds = {kind.value: kind for kind in Kind}
    return tuple(
        Variable(
            names.of(node, "variable"),
            line_ends(node.get("name")),
            kinds.get(node.get("typeOfVariable"), Kind.TEXT),
            line_ends(node.said("Description")),
        )
        for node in top.within("Variables", "Variable")
    )


def values_of(node: Node) -> tuple[Value, ...]:
    """What variables say of a case or a text."""
    found = []
    for value in node.all("VariableValue"):
        said = next((one for one in value.nodes if one.name in VALUES), None)
        if said is not None:
            found += [
                Value(variable, line_ends(said.words), VALUES[said.name])
                for variable in references(value, "VariableRef")
            ]
    return tuple(found)


def cases_of(top: Node, names: Names) -> tuple[Case, ...]:
    """Who, or what, the texts are about."""
    return tuple(
        Case(
            names.of(node, "case"),
            line_ends(node.get("name")),
            line_ends(node.said("Description")),
            references(node, "CodeRef"),
            values_of(node),
            references(node, "SourceRef"),
            references(node, "SelectionRef"),
        )
        for node in top.within("Cases", "Case")
    )


def links_of(top: Node, names: Names) -> tuple[Link, ...]:
    """What is tied to what."""
    return tuple(
        Link(
            names.of(node, "link"),
            as_guid(node.get("originGUID")),
            as_guid(node.get("targetGUID")),
            line_ends(node.get("name")),
        )
        for node in top.within("Links", "Link")
    )


def sets_of(top: Node, names: Names) -> tuple[Set, ...]:
    """The groups of codes, texts and notes."""
    return tuple(
        Set(
            names.of(node, "set"),
            line_ends(node.get("name")),
            line_ends(node.said("Description")),
            references(node, "MemberCode"),
            references(node, "MemberSource"),
            references(node, "MemberNote"),
        )
        for node in top.within("Sets", "Set")
    )
