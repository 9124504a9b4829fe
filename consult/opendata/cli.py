"""`consult export`: the files of open data from the command line; only what everyone may read."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from werkzeug.datastructures import MultiDict

from consult.ideas import FILTER_KEYS, read_filters
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.opendata.datasets import DATASETS, Format
from consult.opendata.licence import about
from consult.opendata.scope import scope_of
from consult.opendata.writing import written
from consult.processes import get_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult.opendata.datasets import Dataset


@click.command()
@click.argument("dataset", type=click.Choice(list(DATASETS)))
@click.option("--process", "slug", required=True, help="The address of the consultation.")
@click.option("--format", "shape", type=click.Choice([one.value for one in Format]), default="csv")
@click.option("--only", "pairs", multiple=True, metavar="FILTER=VALUE", help="As in the list.")
@click.option("--separator", type=click.Choice([",", ";"]), default=",", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-"
)
def export(
    dataset: str, slug: str, shape: str, pairs: Sequence[str], separator: str, out: Path
) -> None:
    """Write DATASET of a published consultation, as anyone can download it."""
    began = time.perf_counter()
    one = DATASETS[dataset]
    if shape not in one.formats:
        raise NotFoundError(_("There is no such file."))
    process = get_process(slug, None)
    chosen = read_filters(process, _filters(pairs)).filter(process)
    scope, told = scope_of(process, chosen), about(process, now())
    pieces = written(one, Format(shape), scope, told, separator=separator)
    if str(out) == "-":
        _write(pieces, sys.stdout.buffer)
    else:
        with out.open("wb") as file:
            _write(pieces, file)
    _tell(one, began)


def _filters(pairs: Sequence[str]) -> MultiDict[str, str]:
    chosen = [tuple(pair.partition("=")[::2]) for pair in pairs]
    for key, _value in chosen:
        if key not in FILTER_KEYS:
            raise RefusedError(
                _("“%(key)s” is no filter: %(known)s.", key=key, known=", ".join(FILTER_KEYS))
            )
    return MultiDict(chosen)  # type: ignore[arg-type]  # pairs, each of two


def _write(pieces: Iterator[bytes], file: BinaryIO) -> None:
    file.writelines(pieces)
    file.flush()


def _tell(dataset: Dataset, began: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = time.perf_counter() - began
    click.echo(f"{dataset.key}: {seconds:.1f} s, {peak} MB at most", err=True)
