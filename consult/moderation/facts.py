"""What the moderation room tells."""

from consult.kernel.facts import Fact
from consult.moderation.models import Decision, SecondLook

decision_taken: Fact[Decision] = Fact("decision_taken")
second_look_asked: Fact[SecondLook] = Fact("second_look_asked")
