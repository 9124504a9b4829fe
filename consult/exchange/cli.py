"""`consult import`: take in files from the command line."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import select

from consult.exchange.columns import (
    DECIDIM,
    Columns,
    columns_kept,
    columns_of_decidim,
    languages_named,
    mapped,
    source_named,
)
from consult.exchange.commands import (
    find_profile,
    import_numbered,
    keep_profile,
    prepare_import,
    try_import,
    undo_import,
)
from consult.exchange.models import Kind
from consult.exchange.opening import exports_in
from consult.exchange.policy import OPERATOR
from consult.exchange.running import Report, run
from consult.exchange.undoing import undo_all
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.times import set_zone
from consult.processes import Process
from consult.sheets import Part, parts_of
from consult.taxonomy import is_own

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group("import")
def import_() -> None:
    """Take in what was said elsewhere, and let it go again."""


@import_.command("csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "slug", required=True, help="The address of the consultation.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default="contributions")
@click.option("--map", "pairs", multiple=True, metavar="TARGET=COLUMN", help="As often as needed.")
@click.option("--area", default="", help="A column of areas, made where they are new.")
@click.option("--theme", default="", help="A column of themes, made where they are new.")
@click.option("--delimiter", default="", help="Found in the first line unless said.")
@click.option("--language", default="it", show_default=True, help="Of rows: es, or ca,es.")
@click.option("--source", default="file", show_default=True, help="The system it comes from.")
@click.option("--profile", default="", help="With --map, keep the columns; without, use them.")
@click.option("--dry-run", is_flag=True, help="Read and tell, and keep nothing.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
def csv_command(  # noqa: PLR0913 - as many as the command has options
    *,
    file: Path,
    slug: str,
    kind: str,
    pairs: Sequence[str],
    area: str,
    theme: str,
    delimiter: str,
    language: str,
    source: str,
    profile: str,
    out: Path | None,
    dry_run: bool,
) -> None:
    """Take in FILE, a CSV or XLSX whose first line names its columns.

    Run again it goes on where it ended, and twice it brings nothing new.
    """
    columns = Columns(
        kind=Kind(kind),
        targets=mapped(pairs),
        area=area,
        new_theme=theme,
        delimiter="\t" if delimiter in {"\\t", "tab"} else delimiter,
        languages=languages_named(language),
        source=source_named(source),
    )
    if profile and not (pairs or area or theme):
        columns = columns_kept(Kind(kind), find_profile(profile, Kind(kind)).columns)
    report = _try(file, slug, columns) if dry_run else _take(file, slug, columns, profile)
    _write(report, out)


@import_.command("decidim")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "slug", required=True, help="The address of the consultation.")
@click.option("--language", default="it", show_default=True, help="Preferred: it, or ca,es.")
@click.option("--source", default=DECIDIM, show_default=True, help="A name of the platform.")
@click.option("--dry-run", is_flag=True, help="Read and tell, and keep nothing.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
def decidim_command(
    *, file: Path, slug: str, language: str, source: str, out: Path | None, dry_run: bool
) -> None:
    """Take in FILE, an export of Decidim: proposals, comments or meetings, or a zip of them.

    CSV, JSON or XLSX, of any version since 0.20. Run again it goes on where it ended, and twice it
    brings nothing new.
    """
    report, arriving = Report(), set[str]()
    languages, source = languages_named(language), source_named(source)
    with tempfile.TemporaryDirectory() as folder:

        def keep(part: Part) -> Path:
            return file if part.path == file else part.path.rename(f"{part.path}.kept")

        for one in exports_in(parts_of(file, file.name, Path(folder)), keep):
            own = is_own(_process(slug).cycle)
            columns = columns_of_decidim(one.entity, languages, source, own_vocabulary=own)
            click.echo(f"{one.name}: {one.entity}", err=True)
            told = (
                try_import(OPERATOR, _process(slug), columns, one.kept, arriving)
                if dry_run
                else _take(one.kept, slug, columns, name=one.name)
            )
            report.add(told, one.name)
    _write(report, out)


def _write(report: Report, out: Path | None) -> None:
    if out is not None:
        written = json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"
        sys.stdout.write(written) if str(out) == "-" else out.write_text(written, "utf-8")
    _tell(report)


def _take(file: Path, slug: str, columns: Columns, profile: str = "", name: str = "") -> Report:
    with db.transaction():
        process = _process(slug)
        made = prepare_import(OPERATOR, process, columns, file, name)
        if profile:
            keep_profile(OPERATOR, process, profile, columns)
        import_id = made.id
    click.echo(f"This is import {import_id}.", err=True)
    return run(import_id, file)


def _process(slug: str) -> Process:
    """Return the consultation of an address, a draft too: whoever runs the machine sees all."""
    process = db.session.scalar(select(Process).where(Process.slug == slug))
    if process is None:
        raise NotFoundError(_("There is no such consultation."))
    set_zone(process.cycle.time_zone)
    return process


def _try(file: Path, slug: str, columns: Columns) -> Report:
    return try_import(OPERATOR, _process(slug), columns, file)


def _tell(report: Report) -> None:
    click.echo(
        f"created {report.created}, changed {report.changed}, unchanged {report.unchanged}, "
        f"refused {report.refused}; {report.seconds} s, {report.peak_mb} MB at most",
        err=True,
    )
    for refusal in report.refusals[:20]:
        of = f"{refusal['file']}, " if "file" in refusal else ""
        click.echo(f"{of}row {refusal['row']}: {refusal['reason']}", err=True)


@import_.command("undo")
@click.argument("number", type=int)
@click.confirmation_option(prompt="Take out all that this import brought and nobody has used?")
def undo(number: int) -> None:
    """Take out what import NUMBER brought; what others here have used stays."""
    with db.transaction():
        undo_import(OPERATOR, import_numbered(number))
    undo_all(number)
    with db.transaction():
        made = import_numbered(number)
        told = f"Taken out: {made.removed}. Kept, because others used it: {made.kept}."
    click.echo(told)
