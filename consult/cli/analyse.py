"""Opinion maths on plain files, and results computed again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.layouts import verified as layouts_verified
from consult.opinions import verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.analysis.opinion.files import Asked

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST_DIFFERENCES = 10
STORED = ""


@click.group("analyse", invoke_without_command=True)
@click.option(
    "--verify",
    is_flag=False,
    flag_value=STORED,
    metavar="[RESULT]",
    help="Compute a written result again; without one, what is stored of each question.",
)
@click.pass_context
def analyse(ctx: click.Context, verify: str | None) -> None:
    """Find what opinions tell, on plain files."""
    if verify == STORED:
        _verify_stored()
    elif verify is not None:
        _verify(Path(verify))
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@analyse.command("opinion")
@click.argument("votes", type=FILE)
@click.option("--moderated", type=FILE, help="Statements moderated out, an id on each line.")
@click.option("--meta", type=FILE, help="Statements about who answers, an id on each line.")
@click.option("--groups", type=FILE, help="participant,group: weigh by these groups.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the result; - prints.")
@click.option("--seed", default=0, show_default=True, help="What chance begins from.")
@click.option("--unjudged", is_flag=True, help="Do not look whether the groups are real.")
def opinion(
    votes: Path,
    moderated: Path | None,
    meta: Path | None,
    groups: Path | None,
    out: Path | None,
    *,
    seed: int,
    unjudged: bool,
) -> None:
    """Find the groups in VOTES: participant,statement,vote[,time].

    A vote is 1 (agree), -1 (disagree) or 0 (pass); of two on the same statement the latest holds.
    """
    from consult.analysis.opinion.files import Asked  # noqa: PLC0415 - see _result

    asked = Asked(votes, moderated, meta, groups, seed, judge=not unjudged)
    found, remarks = _result(asked)
    said = json.dumps(found, ensure_ascii=False, allow_nan=False)
    if out is not None and str(out) != "-":
        _write(out, said)
    for remark in remarks:
        click.echo(remark, err=True)
    click.echo(said if str(out) == "-" else "\n".join(_words(found)))


def _result(asked: Asked) -> tuple[dict[str, Any], list[str]]:
    # numpy and scipy are 40 MB of whoever imports this module: `serve` does, and needs neither.
    from consult.analysis.opinion.files import result_of  # noqa: PLC0415 - as said above
    from consult.analysis.opinion.reading import UnreadableError  # noqa: PLC0415 - as said above

    try:
        return result_of(asked)
    except (UnreadableError, UnicodeDecodeError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except MemoryError as error:
        raise click.ClickException("There is not enough memory for so many votes.") from error


def _write(out: Path, said: str) -> None:
    try:
        out.write_text(said + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"The result cannot be written: {error}") from error


def _words(found: dict[str, Any]) -> Iterator[str]:
    from consult.analysis.opinion.words import words_of  # noqa: PLC0415 - as in _result

    yield from words_of(found)


def _verify(written: Path) -> None:
    """Compute a result again from the files that its manifest names; ends with 1 if it differs."""
    from consult.analysis.opinion.files import Asked  # noqa: PLC0415 - as in _result
    from consult.analysis.opinion.manifest import differences  # noqa: PLC0415 - as in _result

    try:
        kept = json.loads(written.read_text(encoding="utf-8"))
        asked = Asked.named_in(kept["manifest"], written.parent)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException("This is not a result with its manifest.") from error
    again, _remarks = _result(asked)
    inputs, code = (kept["manifest"].get(key) for key in ("inputs", "code"))
    if inputs != again["manifest"]["inputs"]:
        raise click.ClickException("The inputs are no longer those of this result.")
    if code != again["manifest"]["code"]:
        click.echo("The program has changed since this result was written.", err=True)
    found = differences(kept | {"manifest": None}, again | {"manifest": None})
    for one in found[:MOST_DIFFERENCES]:
        click.echo(one, err=True)
    if found:
        click.echo(f"{len(found)} numbers differ.")
        sys.exit(1)
    click.echo("Computed again: every number is the same.")


def _verify_stored() -> None:
    """Compute again what is stored of each question and layout; ends with 1 if a number differs."""
    db.connect(current_config().database_url)
    told = [*verified(), *layouts_verified()]
    for _same, words in told:
        click.echo(words)
    if not told:
        click.echo("No question was looked at yet.")
    if not all(same for same, _words in told):
        sys.exit(1)
