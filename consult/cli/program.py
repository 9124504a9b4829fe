"""The commands of the program."""

from __future__ import annotations

import os
import sys

import click
from sqlalchemy.exc import DBAPIError

from consult.accounts import create_admin
from consult.backups import COMMANDS as OF_BACKUPS
from consult.cli import background
from consult.cli.analyse import analyse
from consult.cli.doctor import examine
from consult.cli.serving import THREADS, LiveServer, Server
from consult.demo import build_demo
from consult.kernel import limits
from consult.kernel.config import Config, ConfigurationError, current_config
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import set_language
from consult.kernel.jobs import revive_dead, run_due_jobs
from consult.kernel.jobs import tick as tick_once
from consult.kernel.logs import set_up_logs
from consult.migrating import is_migrated, migrate
from consult.rooms import ROOMS

WORKERS = 2
JOB_THREADS = 4


_OF_ROOMS = frozenset(command.name for room in ROOMS for command in room.commands)
"""Commands of rooms find the database connected."""
_OF_BACKUPS = frozenset(command.name for command in OF_BACKUPS)
"""These too, and also where it is empty."""


class _Program(click.Group):
    """Tells what went wrong in words, and how by the exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ConfigurationError as faults:
            raise click.ClickException(f"The configuration is not complete.\n{faults}") from faults
        except RefusedError as refusal:
            raise click.ClickException(str(refusal.message)) from refusal
        except DBAPIError as error:
            raise click.ClickException(f"The database refuses: {error.orig}") from error


@click.group(cls=_Program)
@click.version_option(package_name="consult")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run a consultation platform; it is configured by CONSULT_… variables (see README)."""
    set_language("en")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # else threads spin beside the web's
    if "--help" in sys.argv:
        return
    if ctx.invoked_subcommand in _OF_BACKUPS:
        _connected()
    if ctx.invoked_subcommand in _OF_ROOMS:
        _connected()
        if not is_migrated():
            raise click.ClickException("The database is not up to date: run `consult migrate`.")


for _room in ROOMS:
    for _command in _room.commands:
        main.add_command(_command)
for _command in OF_BACKUPS:
    main.add_command(_command)


main.add_command(analyse)


def _connected() -> Config:
    config = current_config()
    set_up_logs(development=config.development)
    db.connect(config.database_url)
    return config


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=WORKERS, show_default=True, help="Web processes.")
@click.option("--threads", default=THREADS, show_default=True, help="Threads of each.")
@click.option("--embedded", is_flag=True, help="Run worker, relay and ticker inside as well.")
@click.option("--metrics", default="", metavar="HOST:PORT", help="Tell Prometheus, there only.")
def serve(
    host: str, port: int, workers: int, threads: int, *, embedded: bool, metrics: str
) -> None:
    """Serve the site."""
    _connected()
    if not is_migrated():
        raise click.ClickException("The database is not up to date. Run `consult migrate` first.")
    _serve(host, port, workers, threads, embedded=embedded, metrics=metrics)


def _serve(
    host: str, port: int, workers: int, threads: int, *, embedded: bool, metrics: str = ""
) -> None:
    db.dispose()
    limits.dispose()
    Server(
        host=host,
        port=port,
        workers=workers,
        threads=threads,
        streams=current_config().live_streams,
        embedded=embedded,
        **({"metrics": metrics} if metrics else {}),
    ).run()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes.")
def live(host: str, port: int, workers: int) -> None:
    """Hold the streams of live pages, so that the web server need not (on PostgreSQL)."""
    _connected()
    if db.is_sqlite:
        raise click.ClickException("On SQLite `consult serve` holds the streams itself.")
    db.dispose()
    LiveServer(host=host, port=port, workers=workers).run()


@main.command()
@click.option("--threads", default=JOB_THREADS, show_default=True)
def worker(threads: int) -> None:
    """Do the work that requests leave for later."""
    _connected()
    background.work(threads)


@main.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
def tick(*, once: bool) -> None:
    """Do the regular tasks: sealing, sweeping, closing what is over."""
    _connected()
    if once:
        tick_once()
    else:
        background.tick_on()


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date with this release."""
    _connected()
    migrate()
    click.echo("The database is up to date.")


@main.command()
@click.option("--data-only", is_flag=True, help="Make the data and do not serve.")
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=WORKERS, show_default=True, help="Web processes.")
@click.option("--plan", default="milan", show_default=True, help="The plan to show.")
def demo(port: int, workers: int, plan: str, *, data_only: bool) -> None:
    """Show a whole invented consultation on this machine: mail is shown, not sent."""
    os.environ["CONSULT_DEMO"] = "1"
    os.environ.setdefault("CONSULT_BASE_URL", f"http://127.0.0.1:{port}")
    config = _connected()
    migrate()
    build_demo(plan)
    run_due_jobs()
    tick_once()
    if data_only:
        click.echo(f"The demo's data are in {config.data_dir}.")
        return
    click.echo(f"The demo is at {config.base_url} (end it with Ctrl+C).")
    sys.stdout.flush()
    _serve("127.0.0.1", port, workers, THREADS, embedded=True)


@main.command("create-admin")
@click.argument("email")
def create_admin_command(email: str) -> None:
    """Make the person who reads mail at EMAIL an administrator."""
    _connected()
    with db.transaction():
        create_admin(email)
    click.echo("Done: who signs in with this address is an administrator.")


@main.command()
def retry() -> None:
    """Try dead jobs again, once their cause is mended."""
    _connected()
    click.echo(f"{revive_dead()} jobs will be tried again.")


@main.command()
def doctor() -> None:
    """Look at every part of the installation; ends with 1 when something ails."""
    _connected()
    well = True
    for finding in examine():
        click.echo(f"{'well ' if finding.well else 'AILS '} {finding.about}: {finding.words}")
        well = well and finding.well
    db.dispose()
    limits.dispose()
    sys.exit(0 if well else 1)
