"""From interviews and their codes to the things of REFI-QDA."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult.interviews import BODY_KINDS, KINDS, PURPOSES, Purpose
from consult.kernel.i18n import _, text
from consult.qda.consents import allowed, consent_lines, warning
from consult.refi import (
    ORIGIN,
    Case,
    Code,
    Codebook,
    Coding,
    Kind,
    Project,
    Selection,
    Text,
    User,
    Value,
    Variable,
    guid_of,
)

if TYPE_CHECKING:
    from consult.qda.coded import BookCode, Coded, Given, Heard, Marked

SHOWN = 60
"""Characters of a passage by which it is named."""
IMPORTANCE = "importance"


def guid_for(kind: str, coded: Coded, number: object) -> str:
    """Return the GUID of a row: the same in every file of this consultation."""
    return guid_of(kind, coded.process.slug, number)


def codebook_of(coded: Coded) -> Codebook:
    """Return the codes of a consultation, without any passage."""
    return Codebook(_codes(coded, None), (), ORIGIN)


def project_of(coded: Coded, at: datetime) -> Project:
    """Return the interviews that somebody may read, with their codes and what consent allows."""
    variables = _variables(coded)
    return Project(
        name=text(coded.process.title),
        origin=ORIGIN,
        description=warning(),
        at=at,
        users=tuple(
            User(guid_for("person", coded, one), name) for one, name in coded.coders.items()
        ),
        codes=_codes(coded, None),
        variables=tuple(variables.values()),
        cases=tuple(_case(heard, coded, variables) for heard in coded.heard),
        texts=tuple(_text(heard, coded) for heard in coded.heard),
        notes=tuple(_notes(coded)),
    )


def _codes(coded: Coded, under: int | None) -> tuple[Code, ...]:
    return tuple(
        Code(
            guid=guid_for("code", coded, code.id),
            name=code.name,
            codable=code.codable,
            colour=code.colour,
            description=code.description,
            codes=_codes(coded, code.id),
        )
        for code in coded.below(under)
    )


def _text(heard: Heard, coded: Coded) -> Text:
    return Text(
        guid=guid_for("interview", coded, heard.interview.code),
        name=name_of(heard),
        words=heard.words,
        description="\n".join([warning(), *consent_lines(heard.interview)]),
        selections=tuple(_selection(heard, passage, coded) for passage in heard.passages),
        at=heard.interview.held_at,
    )


def name_of(heard: Heard) -> str:
    """How an interview is called in files."""
    return heard.interview.title or heard.interview.code


def _selection(heard: Heard, passage: Marked, coded: Coded) -> Selection:
    first = min(passage.standing, key=lambda one: (one.at, one.id), default=None)
    return Selection(
        guid=guid_for("passage", coded, passage.id),
        start=passage.start,
        end=passage.end,
        name=" ".join(heard.said(passage)[:SHOWN].split()),
        codings=tuple(_coding(one, coded) for one in passage.standing),
        user=guid_for("person", coded, first.coder_id) if first else "",
        at=first.at if first else None,
    )


def _coding(one: Given, coded: Coded) -> Coding:
    return Coding(
        guid=guid_for("mark", coded, one.id),
        code=guid_for("code", coded, one.code_id),
        user=guid_for("person", coded, one.coder_id),
        at=one.at,
        notes=(guid_for("memo", coded, one.id),) if one.memo else (),
    )


def _notes(coded: Coded) -> list[Text]:
    """The memos of marks, each a note of who wrote it."""
    return [
        Text(
            guid=guid_for("memo", coded, one.id),
            name=_("Memo"),
            words=one.memo,
            user=guid_for("person", coded, one.coder_id),
            at=one.at,
        )
        for heard in coded.heard
        for passage in heard.passages
        for one in passage.standing
        if one.memo
    ]


def _variables(coded: Coded) -> dict[str, Variable]:
    named = {
        "kind": (_("Kind"), Kind.TEXT),
        "body": (_("Kind of body"), Kind.TEXT),
        "zone": (_("Zone"), Kind.TEXT),
        "version": (_("Version of the text"), Kind.INTEGER),
        **{
            purpose.value: (_("Consent: %(purpose)s", purpose=PURPOSES[purpose]), Kind.BOOLEAN)
            for purpose in Purpose
        },
    }
    return {
        key: Variable(guid_for("variable", coded, key), str(name), kind)
        for key, (name, kind) in named.items()
    }


def _case(heard: Heard, coded: Coded, variables: dict[str, Variable]) -> Case:
    interview = heard.interview
    said = {
        "kind": str(KINDS[interview.kind]),
        "body": str(BODY_KINDS[interview.body_kind]),
        "zone": interview.zone.name if interview.zone else "",
        "version": str(heard.version),
        **{
            purpose.value: "true" if yes else "false" for purpose, yes in allowed(interview).items()
        },
    }
    return Case(
        guid=guid_for("case", coded, interview.code),
        name=name_of(heard),
        values=tuple(
            Value(variables[key].guid, value, variables[key].kind)
            for key, value in said.items()
            if value
        ),
        texts=(guid_for("interview", coded, interview.code),),
    )


def code_path(code: BookCode, coded: Coded) -> str:
    """The names above a code and its own, from the top."""
    return next(
        (" > ".join(path) for one, path in coded.in_order() if one.id == code.id), code.name
    )
