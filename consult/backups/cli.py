"""`consult backup` and `consult restore`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from consult.backups.restoring import restore
from consult.backups.taking import back_up
from consult.backups.words import BackupError

VARIABLE = "CONSULT_BACKUP_PASSPHRASE"
SHORTEST = 12

_passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help=f"Where the passphrase is; else the variable {VARIABLE}.",
)


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@_passphrase_file
def backup_command(folder: Path, passphrase_file: Path | None) -> None:
    """Write a backup into FOLDER while the site runs, sealed if there is a passphrase.

    It holds the database and the files; not CONSULT_SECRET_KEY and the other variables.
    """
    passphrase = _passphrase(passphrase_file)
    place, manifest = back_up(folder, passphrase)
    rows = sum(manifest.counts.values())
    click.echo(f"{place}: {rows} rows of {manifest.database}, {place.stat().st_size} bytes.")
    if passphrase is None:
        click.echo("It is not sealed: whoever reads it reads everything in it.")


@click.command("restore")
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@_passphrase_file
def restore_command(source: Path, passphrase_file: Path | None) -> None:
    """Put BACKUP into the configured database and folder, which must be empty, and verify it."""
    restored = restore(source, _passphrase(passphrase_file))
    manifest = restored.manifest
    click.echo(
        f"Put back and verified: {sum(manifest.counts.values())} rows and {restored.files} files, "
        f"as they were on {manifest.made_at}."
    )
    if restored.migrated:
        click.echo(f"Its tables were those of release {manifest.version}: they are up to date now.")
    click.echo("Start the site, then ask `consult doctor`.")


def _passphrase(place: Path | None) -> str | None:
    """Read the passphrase from a file or the environment: arguments are seen by everybody.

    Raises `BackupError` when it cannot be read or is too short.
    """
    if place is None and VARIABLE not in os.environ:
        return None
    try:
        words = (os.environ[VARIABLE] if place is None else place.read_text()).strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise BackupError(f"The passphrase in {place} cannot be read.") from fault
    if len(words) < SHORTEST:
        raise BackupError(f"A passphrase needs at least {SHORTEST} characters.")
    return words


COMMANDS = (backup_command, restore_command)
