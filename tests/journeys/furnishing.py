"""Furnish a world in a folder: `python -m tests.journeys.furnishing KIND FOLDER`.

`milan` and `invented` are the demo of that plan. `rich` is the first with what it lacks for pages
to be seen in every state, and with everyone signed in. `bare` has its tables and nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from consult.demo import build_demo
from consult.kernel.config import Config, set_config
from consult.kernel.db import db
from consult.migrating import migrate
from tests.journeys.axe.furnishing import add_states
from tests.journeys.places import note_places


def furnish(kind: str, folder: Path) -> None:
    """Build a world of this kind in an empty folder, and note beside it where its things are."""
    url = f"sqlite:///{folder / 'consult.db'}"
    set_config(
        Config(
            database_url=url,
            base_url="http://127.0.0.1:8000",
            trusted_hosts=("127.0.0.1",),
            secret_key="a secret of the journeys, long enough to be one",
            data_dir=folder,
            mail_from="noreply@example.org",
            demo=True,
        )
    )
    db.connect(url)
    migrate()
    if kind != "bare":
        build_demo("milan" if kind == "rich" else kind)
    if kind == "rich":
        add_states(folder)
    if kind != "bare":
        note_places(folder)
    db.dispose()


if __name__ == "__main__":
    furnish(sys.argv[1], Path(sys.argv[2]))
