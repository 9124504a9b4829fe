"""The kinds of things that are moderated here: contributions and the comments on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from consult.contributions import (
    Contribution,
    State,
    Voice,
    get_contribution,
    give_back,
    hide,
    joined_authors,
    publish,
    put_back,
)
from consult.discussion import Comment, comment_url, comments_with, hide_comment, show_comment
from consult.docket.subjects import Kind, Subject, make_known, read_ref, subject_with
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, _l
from consult.kernel.text import excerpt
from consult.processes import tie_to_processes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Select

    from consult.accounts import Person
    from consult.processes import Process

COMMENT_TITLE = 70


def subject_of(contribution: Contribution, author: Person | None = None) -> Subject:
    """A contribution as a thing to decide on; its voice, person and process are loaded."""
    return Subject(
        kind=CONTRIBUTION,
        thing=contribution,
        process=contribution.process,
        ref=contribution.code,
        title=contribution.title,
        body=contribution.body,
        language=contribution.language,
        author=author or contribution.voice.person,
        author_name=contribution.voice.name,
        said_at=contribution.submitted_at,
        place_id=contribution.municipality_id,
        place=contribution.municipality,
        theme=contribution.theme,
        channel=contribution.channel,
    )


def get_subject(process: Process, ref: str, person: Person | None) -> Subject:
    """What an address of the desk names: a contribution by its code, anything else by its id.

    Raises `NotFoundError` alike when there is none and when it is of another consultation.
    """
    key = read_ref(ref)
    if key is None:
        contribution = get_contribution(process, ref, person)
        return subject_of(contribution, joined_authors([contribution]).get(contribution.id))
    found = subject_with(*key)
    if found.process.id != process.id:
        raise NotFoundError(_("There is no such thing to decide on."))
    return found


def _contributions(ids: Iterable[int]) -> Sequence[Subject]:
    query = (
        select(Contribution)
        .where(Contribution.id.in_(list(ids)))
        .options(
            joinedload(Contribution.voice).joinedload(Voice.person),
            joinedload(Contribution.municipality),
            joinedload(Contribution.theme),
        )
    )
    found = db.session.scalars(query).all()
    tie_to_processes(found)
    authors = joined_authors(found)
    return [subject_of(one, authors.get(one.id)) for one in found]


def _comments(ids: Iterable[int]) -> Sequence[Subject]:
    return [
        Subject(
            kind=COMMENT,
            thing=one,
            process=one.contribution.process,
            ref=f"{COMMENT.name}-{one.id}",
            title=excerpt(one.body, COMMENT_TITLE),
            body=one.body,
            language=one.language,
            author=one.voice.person,
            author_name=one.voice.name,
            said_at=one.written_at,
            place_id=one.contribution.municipality_id,
        )
        for one in comments_with(ids)
    ]


def _holds(words: str, *columns: Any) -> ColumnElement[bool]:
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def _contributions_holding(words: str) -> Select[Any]:
    return select(Contribution.id).where(
        _holds(words, Contribution.title, Contribution.source, Contribution.code)
    )


def _comments_holding(words: str) -> Select[Any]:
    return select(Comment.id).where(_holds(words, Comment.source))


def _idea_page(subject: Subject) -> str:
    return f"/processes/{subject.process.slug}/ideas/{subject.ref}"


def _comment_page(subject: Subject) -> str:
    comment: Any = subject.thing
    return comment_url(comment, subject.process.slug)


def _put_comment_back(comment: Comment, before: State) -> None:
    if before is State.PUBLISHED:
        show_comment(comment)
    elif comment.is_public:
        hide_comment(comment)


CONTRIBUTION = make_known(
    Kind(
        name="contribution",
        word=_l("Idea"),
        find=_contributions,
        holding=_contributions_holding,
        address=_idea_page,
        publish=publish,
        hide=hide,
        put_back=put_back,
        give_back=give_back,
    )
)
COMMENT = make_known(
    Kind(
        name="comment",
        word=_l("Comment"),
        find=_comments,
        holding=_comments_holding,
        address=_comment_page,
        publish=show_comment,
        hide=hide_comment,
        put_back=_put_comment_back,
    )
)
