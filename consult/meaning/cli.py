"""The command that `serve` and `worker` start by themselves."""

from __future__ import annotations

import signal
import sys
import threading

import click

from consult.kernel.config import current_config


@click.command("near")
def near() -> None:
    """Hold the vectors of all texts and answer what is near; ends with its standard input."""
    from consult.meaning.answering import (  # noqa: PLC0415 - numpy: no other command needs it
        Answering,
        Holder,
        best_embedder,
    )

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started it
    folder = current_config().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    holder, stop = Holder(folder, best_embedder()), threading.Event()
    with Answering(folder, holder.answer) as server:
        threading.Thread(target=server.serve_forever, name="answering", daemon=True).start()
        threading.Thread(target=holder.follow, args=(stop,), name="follow", daemon=True).start()
        sys.stdin.read()
        stop.set()
        server.shutdown()
