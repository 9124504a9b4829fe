"""Later work: promised in the transaction that wants it, done after it, done once."""

from consult.kernel.jobs.calls import Job, Scalar, job, names_outside
from consult.kernel.jobs.models import Lease, Outbox, Tick
from consult.kernel.jobs.queue import make_queue, queue_answers
from consult.kernel.jobs.relay import Relay, revive_dead, take_back
from consult.kernel.jobs.running import hold_on, run, run_due_jobs
from consult.kernel.jobs.sweeping import forget_done_jobs
from consult.kernel.jobs.ticking import every, tick
from consult.kernel.jobs.workers import make_consumer

__all__ = [
    "Job",
    "Lease",
    "Outbox",
    "Relay",
    "Scalar",
    "Tick",
    "every",
    "forget_done_jobs",
    "hold_on",
    "job",
    "make_consumer",
    "make_queue",
    "names_outside",
    "queue_answers",
    "revive_dead",
    "run",
    "run_due_jobs",
    "take_back",
    "tick",
]
