"""Every address that can be read, made from the map of addresses, and all that it answers."""

from __future__ import annotations

import itertools
import re
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

from pypdf import PdfReader

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.notifications.tokens import stop_url
from consult.opendata import DATASETS
from consult.tables import get_session
from consult.taxonomy import platforms_of, territory_of, themes_of
from consult.territory import zones_of
from tests.leaks.canaries import BAIT
from tests.makers import a_municipality, a_visit, the_cycle

HOLE = re.compile(r"<[^>]+>")
ARGUMENT = re.compile(r"(?:([a-z-]+)/)?<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
OF_THE_MOMENT = frozenset({"Date", "Content-Length", "Set-Cookie"})
REQUEST = re.compile(r'<span class="code">[0-9a-f]{16}</span>')
SECRETS = re.compile(r'<input[^>]*name="(?:csrf_token|submission_token|key)"[^>]*>')
BY_ITSELF = frozenset({"lang", "after", "next", "seed", "on", "year", "version", "since", "draft"})
"""Query keys that are no words to look for: they turn pages, or are places in time."""
CHOSEN = {
    "view": ["map"],
    "show": ["matrix", "territory"],
    "state": ["waiting", "hidden", "draft", "withdrawn", "late"],
    "work": ["waiting", "reported"],
    "kind": ["comment", "statement"],
    "sort": ["discussed"],
}


def _pools(world):
    """What may stand in each hole of an address, by the word before it and by its name."""
    cycle, session = the_cycle(), get_session(world["session"].id)
    ideas = [one.code for one in world["ideas"]]
    subjects = [f"comment-{one.id}" for one in world["comments"]]
    subjects += [f"statement-{one.id}" for one in world["statements"]]
    return {
        "slug": [world["process"].slug, "draft"],
        "municipalities/slug": [a_municipality().slug],
        "c/code": ideas,
        "ideas/code": ideas,
        "projects/code": [one.code for one in world["projects"]],
        "platforms/code": [platforms_of(cycle)[0].code],
        "themes/code": [themes_of(cycle)[0].code],
        "zones/code": [zones_of(territory_of(cycle))[0].code],
        "cycles/code": [cycle.code],
        "data/file": [f"{key}.{shape}" for key in DATASETS for shape in ("csv", "json")],
        "phases/code": ["positions"],
        "kind": ["platforms"],
        "code": [platforms_of(cycle)[0].code],
        "sheet": ["signs.css", "calendar.ics"],
        "comment_id": [one.id for one in world["comments"]],
        "choice_id": [one.id for one in world["choices"]],
        "question_id": [world["question"].id],
        "node_id": [one.id for one in world["nodes"]],
        "number": [1],
        "origin_id": [one.id for one in world.get("origins", [])] or [1],
        "ref": [*ideas, *subjects],
        "drafts/token": world["tokens"] or ["nothing"],
        "stop/token": [stop_url(world["cast"]["author"]).rpartition("/")[2]],
        "challenge": ["nothing"],
        "attachment_id": [1],
        "document_id": [1],
        "letter_id": [1],
        "name": ["photo"],
        "tables/code": [session.table.code],
        "join/code": [session.join_code],
        "t/code": [session.join_code],
        "sessions/sheet": ["1.ics"],
        "devices/token": ["nothing"],
        "invitations/token": ["nothing"],
        "live/token": ["nothing"],
        "minutes/token": ["nothing"],
        "block_id": [session.blocks[0].id],
        "card_id": [1],
        "photo": [1],
        "commitment_id": [one.id for one in world.get("commitments", [])] or [1],
        "minutes/kind": ["docx"],
        "seat": [1],
        "part": ["wall", "presence"],
        "interviews/code": world.get("interviews", ["NOTHERE2"]),
        "interviews/token": ["nothing", *world["links"]],
        "guide_id": [1],
        "file_id": world.get("files", [1]),
        "code_id": world.get("codes", [1]),
        "research/name": ["passages", "project"],
        "reports/kind": ["docx"],
    }


def addresses(app, world):
    """Return every address of the map that can be read, with the ids of all there is.

    A page that knows filters is asked for each of them too, with a word that is in every text.
    """
    pools = _pools(world)
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        holes = ARGUMENT.findall(rule.rule)
        missing = [name for word, name in holes if not {f"{word}/{name}", name} & set(pools)]
        assert not missing, f"{rule} has a hole that no test fills: say in tests/leaks/walk.py what"
        values = [pools.get(f"{word}/{name}") or pools[name] for word, name in holes]
        queries = [""]
        for key in sorted(app.view_functions[rule.endpoint].query_keys - BY_ITSELF):
            queries += [f"?{urlencode({key: word})}" for word in CHOSEN.get(key, [BAIT])]
        if len(values) > 1 and holes[0][1] == "slug":
            values[0] = values[0][:1]
        for filling in itertools.product(*values):
            if not _belongs(
                world, dict(zip((name for _word, name in holes), filling, strict=True))
            ):
                continue
            path = HOLE.sub("{}", rule.rule).format(*filling)
            asked = queries if filling in {(), (world["process"].slug,)} else queries[:1]
            found += [(rule.endpoint, path + query) for query in asked]
    return found


def _belongs(world, filling):
    """Whether a comment stands under the idea it is about: elsewhere it is only missing."""
    if not {"code", "comment_id"} <= set(filling):
        return True
    idea = next(one for one in world["ideas"] if one.code == filling["code"])
    comment = next(one for one in world["comments"] if one.id == filling["comment_id"])
    return comment.contribution_id == idea.id


class Reader:
    """A client that reads everything, as fast as it can."""

    def __init__(self, app, person):
        self._client = app.test_client()
        self._client.set_cookie("lang", "en", domain="127.0.0.1")
        self._is_nobody = person is None
        if person is not None:
            self._sign_in(person)

    def _sign_in(self, person):
        db.begin_write()
        token = a_visit(person)
        db.end_write(keep=True)
        self._client.set_cookie("visit", token, domain="127.0.0.1")

    def read(self, address):
        """Return the status, and everything that came back: head and body."""
        db.forget()
        answer = self._client.get(address, base_url=current_config().base_url, buffered=True)
        db.forget()
        if self._is_nobody:
            self._client.delete_cookie("visit", domain="127.0.0.1")
        head = "\n".join(
            f"{name}: {value}"
            for name, value in sorted(answer.headers.items())
            if name not in OF_THE_MOMENT
        )
        body = _words_of(answer.get_data())
        return answer.status_code, REQUEST.sub("", SECRETS.sub("", f"{head}\n\n{body}"))


def _words_of(body):
    """What can be read in an answer: of a document what is packed in it."""
    if body.startswith(b"%PDF-"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            return "\n".join(
                f"{name}\n{packed.read(name).decode(errors='replace')}"
                for name in packed.namelist()
            )
    return body.decode(errors="replace")
