"""Conversations to look at: real ones, where their data lie beside the checkout, and invented."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from consult.analysis.opinion.stances import gathered

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GOLDEN = DATA / "polis-golden"
POLIS = DATA / "polis"
needs_polis = pytest.mark.skipif(
    not (GOLDEN.is_dir() and POLIS.is_dir()),
    reason="Real conversations are not beside this checkout (shared/data/polis, polis-golden).",
)


def golden(name):
    """Return the votes of a conversation as lines, and what Polis itself found in it.

    In both files 1 is to agree: the counts that lie beside the votes say so.
    """
    votes, comments, found = (
        json.loads((GOLDEN / name / f"{part}.json").read_text())
        for part in ("votes", "comments", "math-pca2")
    )
    who, what = ("pid", "tid") if "pid" in votes[0] else ("participant_id", "statement_id")
    agreed = [one for one in votes if one[what] == comments[0][what] and one["vote"] == 1]
    assert len(agreed) == comments[0]["agree_count"]
    lines = [f"{one[who]},{one[what]},{one['vote']},{one['modified']}" for one in votes]
    return ["participant,statement,vote,time", *lines], found


def groups_of(found):
    """Return Polis's groups as lines."""
    base = dict(zip(found["base-clusters"]["id"], found["base-clusters"]["members"], strict=True))
    return [
        f"{one},{group['id']}"
        for group in found["group-clusters"]
        for cluster in group["members"]
        for one in base[cluster]
    ]


def published(name):
    """Return the stances of a real conversation, what was moderated out, the published groups."""
    folder = next(POLIS.glob(f"{name}*"))
    with (folder / "participants-votes.csv").open(newline="", encoding="utf-8") as lines:
        heading, *rows = csv.reader(lines)
    first = heading.index("n-disagree") + 1
    told = [
        (person, place, int(float(vote)))
        for person, row in enumerate(rows)
        for place, vote in enumerate(row[first:])
        if vote
    ]
    with (folder / "comments.csv").open(newline="", encoding="utf-8") as lines:
        refused = {row["comment-id"] for row in csv.DictReader(lines) if row["moderated"] == "-1"}
    place = heading.index("group-id")
    groups = np.array([int(row[place] or -1) for row in rows])
    out = np.array([one in refused for one in heading[first:]])
    return gathered(*zip(*told, strict=True), shape=(len(rows), len(out))), out, groups


def two_camps(people=60, statements=20, *, seed=1, noise=0.1, answered=0.7):
    """Return stances of two camps of equal size that answer opposite things, and the camps."""
    draw = np.random.default_rng(seed)
    camp = np.arange(people) % 2
    side = draw.choice([-1, 1], statements)
    opinion = np.where(camp == 0, 1, -1)[:, None] * side
    flipped = draw.random((people, statements)) < noise
    votes = np.where(flipped, draw.choice([-1, 0, 1], (people, statements)), opinion)
    who, what = np.nonzero(draw.random((people, statements)) < answered)
    return gathered(who, what, votes[who, what], shape=(people, statements)), camp
