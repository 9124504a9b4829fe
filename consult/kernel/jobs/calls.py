"""What a job is: a function with named plain arguments, called now or promised for later."""

from __future__ import annotations

import inspect
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeAlias, overload

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs.models import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable

Scalar: TypeAlias = "str | int | float | bool | None"
P = ParamSpec("P")

_jobs: dict[str, Job[Any]] = {}


class Job(Generic[P]):
    """A job known by name, so that a promise of it survives a restart.

    An ordinary job runs inside one writing transaction, which also records that it is done. A job
    `outside` holds none while it runs, because it waits for another machine: it may run twice.
    """

    def __init__(self, function: Callable[P, None], *, urgent: bool, outside: bool) -> None:
        self.function = function
        self.urgent = urgent
        self.outside = outside
        self.name = name_of(function)
        self._signature = inspect.signature(function)
        for parameter in self._signature.parameters.values():
            if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                raise TypeError(f"Job {self.name} must take its arguments by name only.")
        if self.name in _jobs:
            raise TypeError(f"There are two jobs called {self.name}.")
        _jobs[self.name] = self

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do the work now, in the transaction at hand."""
        self.function(*args, **kwargs)

    def later(self, *, delay: timedelta = timedelta(0), **arguments: Scalar) -> None:
        """Promise the work in the transaction at hand: kept with it, forgotten with it.

        Raises `TypeError` when the arguments are not those of the job, or not plain JSON scalars.
        """
        self.promise(arguments, delay=delay, urgent=self.urgent)

    def promise(self, arguments: dict[str, Scalar], *, delay: timedelta, urgent: bool) -> None:
        """Promise the work as `later` does, saying whether it overtakes the rest."""
        self._signature.bind(**arguments)
        for name, value in arguments.items():
            if value is not None and not isinstance(value, str | int | float | bool):
                raise TypeError(f"Argument {name} of {self.name} is no plain JSON value.")
        at = now()
        db.session.add(
            Outbox(
                name=self.name,
                arguments=arguments,
                urgent=urgent,
                created_at=at,
                due_at=at + delay,
            )
        )


@overload
def job(function: Callable[P, None]) -> Job[P]: ...
@overload
def job(
    *, urgent: bool = False, outside: bool = False
) -> Callable[[Callable[P, None]], Job[P]]: ...
def job(
    function: Callable[P, None] | None = None, *, urgent: bool = False, outside: bool = False
) -> Job[P] | Callable[[Callable[P, None]], Job[P]]:
    """Make a job of a function; an urgent one (a sign-in code) overtakes the others."""
    if function is not None:
        return Job(function, urgent=urgent, outside=outside)
    return lambda later: Job(later, urgent=urgent, outside=outside)


def name_of(function: Callable[..., object]) -> str:
    """Return the lasting name of a function: its room, its file and its own."""
    return f"{function.__module__.removeprefix('consult.')}.{function.__qualname__}"


def job_named(name: str) -> Job[Any]:
    """Return the job of that name; raises `LookupError` when this release has none."""
    try:
        return _jobs[name]
    except KeyError:
        raise LookupError(name) from None


def names_outside() -> list[str]:
    """The names of the jobs that hold no transaction while they run."""
    return [name for name, job in _jobs.items() if job.outside]
