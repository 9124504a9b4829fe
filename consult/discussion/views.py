"""The pages of comments: all of them, one with its replies, and writing one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.contributions import get_contribution
from consult.discussion.commands import (
    EmptyCommentError,
    PactNotAcceptedError,
    TooLongCommentError,
    withdraw_comment,
    write_comment,
)
from consult.discussion.forms import CommentForm
from consult.discussion.policy import can_comment
from consult.discussion.queries import all_in, get_comment, parent_of, replies_to, threads_on
from consult.discussion.section import reading_of
from consult.discussion.slots import comment_url
from consult.ideas import idea_url
from consult.kernel import limits
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.paging import Page
from consult.processes import get_process, pact_to_accept

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.contributions import Contribution
    from consult.discussion.models import Comment
    from consult.processes import Process

bp = Blueprint("discussion", __name__, url_prefix="/processes/<slug>/ideas/<code>/comments")

MOST_COMMENTS = 20
IN_TIME = timedelta(minutes=10)


@bp.get("")
@open_to(EVERYONE, query=("after",))
def index(slug: str, code: str) -> ResponseReturnValue:
    """List the comments on an idea, the newest first, with the first replies to each."""
    process, contribution = _about(slug, code)
    page = threads_on(contribution, after=request.args.get("after"))
    return render_template(
        "discussion/index.html",
        process=process,
        contribution=contribution,
        page=page,
        reading=reading_of(current_person(), process, contribution, all_in(page.rows)),
    )


@bp.get("/<int:comment_id>")
@open_to(EVERYONE, query=("after",))
def show(slug: str, code: str, comment_id: int) -> ResponseReturnValue:
    """Show a comment and its replies; a reply stands alone under what it answers."""
    process, contribution = _about(slug, code)
    comment = get_comment(contribution, comment_id, current_person())
    answered = parent_of(comment)
    replies = (
        Page([comment], None) if answered else replies_to(comment, after=request.args.get("after"))
    )
    top = answered or comment
    return render_template(
        "discussion/show.html",
        process=process,
        contribution=contribution,
        comment=top,
        replies=replies,
        alone=answered is not None,
        reading=reading_of(current_person(), process, contribution, [top, *replies.rows]),
    )


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str, code: str) -> ResponseReturnValue:
    """Show the form, or why it is not open."""
    process, contribution = _about(slug, code)
    return _form_page(process, contribution, CommentForm())


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str) -> ResponseReturnValue:
    """Take a comment in."""
    return _write(slug, code, None)


@bp.get("/<int:comment_id>/replies/new")
@open_to(SIGNED_IN)
def reply_new(slug: str, code: str, comment_id: int) -> ResponseReturnValue:
    """Show the form to answer a comment, and what it answers."""
    process, contribution = _about(slug, code)
    answered = get_comment(contribution, comment_id, current_person())
    return _form_page(process, contribution, CommentForm(), answered)


@bp.post("/<int:comment_id>/replies")
@open_to(SIGNED_IN)
def reply_create(slug: str, code: str, comment_id: int) -> ResponseReturnValue:
    """Take a reply in."""
    return _write(slug, code, comment_id)


@bp.post("/<int:comment_id>/withdrawal")
@open_to(SIGNED_IN)
def withdrawal_create(slug: str, code: str, comment_id: int) -> ResponseReturnValue:
    """Take one's own comment away."""
    sound = ActionForm().validate_on_submit()
    _process, contribution = _about(slug, code)
    if sound:
        person = signed_in_person()
        withdraw_comment(person, get_comment(contribution, comment_id, person))
        flash(_("Your comment is withdrawn: nobody reads it any more."), "success")
    return redirect(f"{idea_url(contribution, slug)}#comments", 303)


def _about(slug: str, code: str) -> tuple[Process, Contribution]:
    process = get_process(slug, current_person())
    return process, get_contribution(process, code, current_person())


def _write(slug: str, code: str, comment_id: int | None) -> ResponseReturnValue:
    """Write a comment, or an answer to one, and open the page where it stands."""
    person = signed_in_person()
    limits.allow("discussion.comment", str(person.id), burst=MOST_COMMENTS, per=IN_TIME)
    form = CommentForm()
    sound = form.validate_on_submit()
    process, contribution = _about(slug, code)
    answered = None if comment_id is None else get_comment(contribution, comment_id, person)
    if sound:
        try:
            comment = write_comment(person, contribution, form.draft(), answered)
        except (EmptyCommentError, TooLongCommentError, PactNotAcceptedError) as refusal:
            form.show(refusal)
        else:
            flash(_("Your comment is public."), "success")
            if answered is None:
                return redirect(f"{idea_url(contribution, slug)}#comment-{comment.id}", 303)
            return redirect(f"{comment_url(comment, slug)}#comment-{comment.id}", 303)
    return _form_page(process, contribution, form, answered), 422


def _form_page(
    process: Process,
    contribution: Contribution,
    form: CommentForm,
    answered: Comment | None = None,
) -> str:
    person = signed_in_person()
    slug, code = process.slug, contribution.code
    return render_template(
        "discussion/new.html",
        process=process,
        contribution=contribution,
        answered=answered,
        reading=reading_of(person, process, contribution, [answered] if answered else []),
        form=form,
        url=(
            url_for("discussion.reply_create", slug=slug, code=code, comment_id=answered.id)
            if answered
            else url_for("discussion.create", slug=slug, code=code)
        ),
        verdict=can_comment(person, process, contribution, now(), answered),
        pact=pact_to_accept(person, process),
    )
