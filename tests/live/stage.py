"""A wall of cards, as small as can be, for live.js and queue.js: a program, started by tests."""

from __future__ import annotations

import sys
import uuid
from collections import defaultdict

from flask import Blueprint, abort, redirect, render_template_string, request, url_for
from flask.typing import ResponseReturnValue

from consult.cli.serving import Server
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.config import current_config
from consult.kernel.forms import ActionForm
from consult.kernel.logs import set_up_logs
from consult.kernel.web import House
from consult.live import announce_change, live_page

WALL = """
<section id="wall" data-live-part="wall" data-live-url="{{ url_for('stage.show', name=name) }}"
         data-live-spread="50">
  <h2>{{ cards | length }} cards</h2>
  <ol>{% for id, text in cards.items() %}
    <li data-key="{{ id }}" data-client-id="{{ id }}">{{ text }}</li>{% endfor %}</ol>
  {% if "that is all" in cards.values() %}<p>Closed</p>{% else %}
  <form method="post" action="{{ url_for('stage.create', name=name) }}" data-behaviour="queue"
        data-queue-region="wall">
    {{ form.hidden_tag() }}
    <input type="hidden" name="client_id" value="{{ client_id }}">
    <label for="text">Card</label>
    <textarea id="text" name="text" required>{{ refused }}</textarea>
    {% if refused %}<p class="field__error">Not this one.</p>{% endif %}
    <button>Send</button>
    <p data-part="queue-said" data-live-keep role="status"
       data-waiting="Waiting for the network" data-refused="Not taken"></p>
    <ul data-part="queue-list" data-live-keep data-discard="Discard"></ul>
  </form>{% endif %}
</section>
"""
PAGE = (
    """
{% extends "layouts/phone.html" %}
{% block main %}<h1 tabindex="-1">Stage</h1>
<div id="scene" data-behaviour="live" data-live-topic="{{ live.url }}"
     data-live-marks="{{ live.marks }}" data-live-part="block"
     data-live-url="{{ url_for('stage.index', name=name) }}">
"""
    + WALL
    + "</div>{% endblock %}"
)

bp = Blueprint("stage", __name__)
walls: dict[str, dict[str, str]] = defaultdict(dict)
arrived: list[str] = []


def render(template: str, name: str, refused: str = "") -> str:
    return render_template_string(
        template,
        name=name,
        cards=walls[name],
        refused=refused,
        form=ActionForm(),
        client_id=uuid.uuid4(),
        live=live_page(f"stage:{name}"),
    )


@bp.get("/stage/<name>")
@open_to(EVERYONE, kept=False)
def index(name: str) -> ResponseReturnValue:
    return render(PAGE, name)


@bp.get("/stage/<name>/wall")
@open_to(EVERYONE, kept=False)
def show(name: str) -> ResponseReturnValue:
    return render(WALL, name)


@bp.post("/stage/<name>/cards")
@open_to(EVERYONE)
def create(name: str) -> ResponseReturnValue:
    text, client_id = request.form["text"], request.form["client_id"]
    if not ActionForm().validate_on_submit():
        abort(400)
    arrived.append(text)
    if text == "forbidden":
        return render(PAGE, name, refused=text), 422
    if client_id not in walls[name]:
        walls[name][client_id] = text
        announce_change(f"stage:{name}", "wall", "block")
    return redirect(url_for("stage.index", name=name), 303)


@bp.get("/stage/arrived")
@open_to(EVERYONE, kept=False)
def arrived_index() -> ResponseReturnValue:
    return list(arrived)


class Stage(Server):
    """The site with one wall more."""

    def load(self) -> House:
        app = super().load()
        app.register_blueprint(bp)
        return app


if __name__ == "__main__":
    set_up_logs(development=False)
    Stage(
        host="127.0.0.1",
        port=int(sys.argv[1]),
        workers=1,
        threads=8,
        streams=current_config().live_streams,
        embedded=False,
    ).run()
