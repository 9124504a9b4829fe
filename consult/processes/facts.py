"""What this room announces."""

from consult.kernel.facts import Fact
from consult.processes.models import Process

process_published: Fact[Process] = Fact("process_published")
process_changed: Fact[Process] = Fact("process_changed")
process_closed: Fact[Process] = Fact("process_closed")
