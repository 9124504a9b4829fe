"""What the tables room tells."""

from consult.kernel.facts import Fact
from consult.tables.models import Session, Table

table_changed: Fact[Table] = Fact("table_changed")
session_prepared: Fact[Session] = Fact("session_prepared")
session_changed: Fact[Session] = Fact("session_changed")
session_announced: Fact[Session] = Fact("session_announced")
session_cancelled: Fact[Session] = Fact("session_cancelled")
