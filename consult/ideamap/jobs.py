"""Telling the author that their words entered the map, and keeping the counts true."""

from __future__ import annotations

from sqlalchemy import select

from consult.contributions import Contribution, author_of
from consult.ideamap.models import Node, NodeLink
from consult.ideamap.queries import counts_of
from consult.ideamap.recounting import mend, strays_in
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.processes import Process

BATCH = 25


@job
def tell_author(*, link_id: int) -> None:
    """Write to the author in which node their contribution is: once for each node.

    Not if it was taken off or hidden meanwhile, nor when it was linked there and told before.
    """
    link = db.session.get_one(NodeLink, link_id)
    contribution = db.session.get_one(Contribution, link.contribution_id)
    author = author_of(contribution)
    if link.unlinked_at or not contribution.is_public or author is None or _told_before(link):
        return
    link.told_at = now()
    node = db.session.get_one(Node, link.node_id)
    process = db.session.get_one(Process, node.process_id)
    mail.send(
        author.email,
        "ideamap/mail/linked.txt",
        author.language,
        name=author.name,
        title=contribution.title,
        node=node,
        count=counts_of([node.id])[node.id],
        slug=process.slug,
        code=contribution.code,
    )


def _told_before(link: NodeLink) -> bool:
    told = select(NodeLink.id).where(
        NodeLink.node_id == link.node_id,
        NodeLink.contribution_id == link.contribution_id,
        NodeLink.told_at.is_not(None),
    )
    return db.session.scalar(told.limit(1)) is not None


@every(seconds=3600, outside=True)
def reconcile_counts() -> None:
    """Mend the counts of the map where they strayed: a place changed zones, or was never counted.

    Looking takes long and writing little, so writing transactions open only to mend, and are short.
    """
    strayed = _strayed()
    for process_id, contribution_ids in strayed.items():
        for first in range(0, len(contribution_ids), BATCH):
            with db.transaction():
                mend(process_id, contribution_ids[first : first + BATCH])


def _strayed() -> dict[int, list[int]]:
    try:
        processes = db.session.scalars(select(Process).order_by(Process.id)).all()
        return {process.id: strays_in(process) for process in processes}
    finally:
        db.forget()
