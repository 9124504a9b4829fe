"""The bare references: what Flask and the database alone do here; our changes do not touch it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flask import Flask, request
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event, insert, select

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

ROWS = 20
PAGE_BYTES = 15_000

metadata = MetaData()
notes = Table(
    "bare_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>
<ul>{% for row in rows %}
<li class="row"><h2><a href="/rows/{{ row.id }}">{{ row.title }}</a></h2>
<p class="body">{{ row.body }}</p>
<p class="meta">Number {{ loop.index }} of {{ rows|length }}</p></li>{% endfor %}
</ul></body></html>
"""


def make_engine(url: str) -> Engine:
    """Open an engine with the same durability as the product's."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=60)
    engine = create_engine(url, pool_size=10, max_overflow=60)

    @event.listens_for(engine, "connect")
    def _durable(connection: DBAPIConnection, record: object) -> None:
        del record
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000"):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def create_app() -> Flask:
    """Build the reference app on the database named by BARE_DATABASE_URL."""
    app = Flask(__name__)
    engine = make_engine(os.environ["BARE_DATABASE_URL"])
    template = app.jinja_env.from_string(PAGE)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/page")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(select(notes).order_by(notes.c.id.desc()).limit(ROWS)).all()
        return template.render(title="Twenty rows", rows=rows)

    @app.post("/insert")
    def put() -> tuple[str, int]:
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(
                insert(notes).values(title="one", body=request.get_data(as_text=True))
            )
        return "", 303

    return app


def furnish(url: str) -> None:
    """Make the reference's table with rows that render to a page of 15 kB."""
    engine = make_engine(url)
    metadata.create_all(engine)
    body = "word " * ((PAGE_BYTES // ROWS - 150) // 5)
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(
            insert(notes), [{"title": f"Row {number}", "body": body} for number in range(200)]
        )
    engine.dispose()
