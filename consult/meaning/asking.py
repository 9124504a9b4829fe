"""Asking the process that holds the vectors, with little patience: without it, words serve."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass
from typing import Any

from consult.kernel.config import current_config

PATIENCE = 0.15
REST_SECONDS = 5.0
"""After it was too slow once it is left alone, so that nobody waits for it in vain."""
GROUPING_SECONDS = 60.0
SOCKET = "near.sock"
WITHOUT_MODEL = "letters-tfidf-1"
"""What the process says that it compares by where there is no model."""
MOST_BYTES = 1_000_000
LONGEST_ASKED = 1_000


@dataclass(frozen=True, slots=True)
class Near:
    """A text near some words, and how near in meaning: a cosine, 1 for the same."""

    id: int
    nearness: float


class _Rest:
    """Until when the process is left alone."""

    until = 0.0


def near_in_meaning(process_id: int, words: str, limit: int) -> list[Near] | None:
    """Return the public texts of a process nearest in meaning to some words, the nearest first.

    None where nobody can say: the process is away, still reading, or too slow.
    """
    if time.monotonic() < _Rest.until:
        return None
    asked = {"near": words[:LONGEST_ASKED], "process": process_id, "limit": limit}
    try:
        told = ask(asked, PATIENCE)
        return [Near(int(one), float(near)) for one, near in told["near"]]
    except TimeoutError:
        _Rest.until = time.monotonic() + REST_SECONDS
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def groups_in_meaning(process_id: int) -> list[list[int]] | None:
    """Return the ids of a process's public texts that mean about the same, group by group.

    The middle one of each comes first. For jobs: it may take seconds. None where nobody can say.
    """
    try:
        told = ask({"groups": process_id}, GROUPING_SECONDS)["groups"]
        return [[int(one) for one in group] for group in told]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def holder_state() -> dict[str, Any] | None:
    """Return what the process says of itself, or none where it does not answer."""
    try:
        return ask({"state": True}, REST_SECONDS)
    except (OSError, ValueError):
        return None


def ask(question: dict[str, Any], patience: float) -> dict[str, Any]:
    """Put a question to the process of this machine and return its answer.

    Raises `OSError` where it is away, `TimeoutError` (one of them) where it takes longer than
    `patience` seconds in all, and `ValueError` where the answer is none.
    """
    until = time.monotonic() + patience
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(patience)
        line.connect(str(current_config().data_dir / SOCKET))
        line.sendall(json.dumps(question).encode() + b"\n")
        told = bytearray()
        while not told.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            line.settimeout(left)
            part = line.recv(65_536)
            if not part or len(told) > MOST_BYTES:
                raise ValueError("The answer broke off.")
            told += part
    answer = json.loads(told)
    if not isinstance(answer, dict):
        raise ValueError("The answer is none.")  # noqa: TRY004 - a value that was sent
    return answer
