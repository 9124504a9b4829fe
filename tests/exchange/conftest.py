"""Files of the stories: small, worded by us, and a consultation that takes their vocabulary."""

import csv

import pytest
from click.testing import CliRunner

from consult.cli import program
from consult.exchange.columns import Columns
from consult.exchange.commands import prepare_import
from consult.exchange.models import Kind
from consult.exchange.policy import OPERATOR
from consult.exchange.running import run
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.processes.founding import found_process

PROPOSALS = (
    {"id": "1", "what": "A bench", "why": "<p>For my <b>aunt</b> &amp; me.</p><p>Two.</p>"},
    {"id": "2", "what": "A tram", "why": "Les vies del tramvia, amb els veïns i per a tothom"},
    {"id": "3", "what": "Una fuente", "why": "En el parque, para los niños y con el barrio"},
)
COMMENTS = (
    {"id": "10", "about": "1", "to": "", "text": "<p>Yes.</p>"},
    {"id": "11", "about": "1", "to": "10", "text": "And shade"},
    {"id": "12", "about": "1", "to": "11", "text": "And a tree"},
)
TARGETS = {"source_id": "id", "title": "what", "body": "why"}
ABOUT = {"source_id": "id", "contribution": "about", "parent": "to", "body": "text"}


@pytest.fixture
def port(database):
    """A consultation with a vocabulary of its own, kept."""
    process = found_process("port", "The port", own_vocabulary=True, language="en")
    db.end_write(keep=True)
    return process


@pytest.fixture
def file_of(tmp_path):
    """Write rows to a file, its columns those that any row names."""

    def write(rows, name="rows.csv", delimiter=","):
        path = tmp_path / name
        columns = dict.fromkeys(column for row in rows for column in row)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def imports():
    """The numbers of the story's imports, in their order."""
    return []


@pytest.fixture
def take_in(port, file_of, imports):
    """Take rows in, as the command line does; return what is told of it."""

    def take(rows, kind=Kind.CONTRIBUTIONS, **others):
        path = rows if hasattr(rows, "open") else file_of(rows)
        comments = kind is Kind.COMMENTS
        given = {"targets": ABOUT if comments else TARGETS, "languages": ("en",)}
        with db.transaction():
            made = prepare_import(OPERATOR, port, Columns(kind, **(given | others)), path)
        report = run(made.id, path)
        imports.append(made.id)
        db.session.rollback()  # what is read from here on is read anew
        return report

    return take


@pytest.fixture
def command(database, browser, monkeypatch):
    """Run a command in this process, on the story's database (on one engine: rules are told)."""
    monkeypatch.setattr(program, "set_up_logs", lambda **_: None)

    def order(*arguments):
        db.end_write(keep=True)
        set_config(database)
        return CliRunner().invoke(program.main, [str(one) for one in arguments])

    return order
