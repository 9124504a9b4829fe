"""`consult plan`: take in a plan from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, text
from consult.taxonomy.loading import load_plan
from consult.taxonomy.queries import platforms_of, territory_of, themes_of
from consult.territory import municipalities_on, today


@click.group()
def plan() -> None:
    """Take in a plan's vocabulary and its territory."""


@plan.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Also replace words changed at the desk.")
def load(folder: Path, *, overwrite: bool) -> None:
    """Load, or bring up to date, the plan whose files are in FOLDER."""
    try:
        with db.transaction():
            cycle = load_plan(folder, overwrite=overwrite)
            counts = (
                len(municipalities_on(territory_of(cycle), today())),
                len(platforms_of(cycle)),
                len(themes_of(cycle)),
            )
    except RefusedError as refusal:
        raise click.ClickException(str(refusal.message)) from refusal
    click.echo(
        _(
            "%(title)s. Municipalities: %(municipalities)d, platforms: %(platforms)d, "
            "themes: %(themes)d.",
            title=text(cycle.title),
            municipalities=counts[0],
            platforms=counts[1],
            themes=counts[2],
        )
    )
