"""`consult process`: make a consultation from the command line."""

from __future__ import annotations

import click

from consult.kernel.db import db
from consult.kernel.i18n import LANGUAGES
from consult.processes.founding import found_process


@click.group()
def process() -> None:
    """Make consultations."""


@process.command()
@click.argument("slug")
@click.option("--title", required=True, help="What it is called.")
@click.option(
    "--own-vocabulary",
    is_flag=True,
    help="Begin without areas and themes: an import brings its own.",
)
@click.option("--plan", help="The code of the plan it is on, if not the site's.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Of the title."
)
def new(slug: str, title: str, plan: str | None, language: str, *, own_vocabulary: bool) -> None:
    """Make a consultation at the address SLUG, open for a year, for its desk to change."""
    with db.transaction():
        made = found_process(
            slug, title, own_vocabulary=own_vocabulary, language=language, plan=plan
        )
        path = f"/processes/{made.slug}"
    click.echo(f"The consultation is at {path}.")
