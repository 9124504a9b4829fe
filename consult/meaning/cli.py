"""The command by which a person starts it; a keeper starts `python -m consult.meaning`."""

from __future__ import annotations

import click

from consult.kernel.config import current_config


@click.command("near")
def near() -> None:
    """Hold the vectors of all texts and answer what is near; ends with its standard input."""
    from consult.meaning.answering import hold  # noqa: PLC0415 - numpy: no other command needs it

    hold(current_config().data_dir)
