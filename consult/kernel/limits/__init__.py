"""What is counted whatever the answer: rates, attempts, security acts.

Each count is one statement in a transaction of its own. The tables have their own metadata and
no migrations: they are ephemeral. Emptied, they cost a few free attempts and nothing that anyone
said; security acts move into the sealed log within seconds. On SQLite they live in a second file,
so that counting a request never waits for a page that writes; on PostgreSQL in the same database,
through connections of their own.
"""

from consult.kernel.limits.acts import (
    SecurityAct,
    forget_security_acts,
    security_act,
    waiting_security_acts,
)
from consult.kernel.limits.rates import allow
from consult.kernel.limits.store import TABLE_NAMES, create_limits_tables, dispose
from consult.kernel.limits.tries import attempts, count_attempt, forget_attempts

__all__ = [
    "TABLE_NAMES",
    "SecurityAct",
    "allow",
    "attempts",
    "count_attempt",
    "create_limits_tables",
    "dispose",
    "forget_attempts",
    "forget_security_acts",
    "security_act",
    "waiting_security_acts",
]
