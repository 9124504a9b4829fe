"""What the moderation room tells."""

from consult.docket import Decision, SecondLook
from consult.kernel.facts import Fact

decision_taken: Fact[Decision] = Fact("decision_taken")
second_look_asked: Fact[SecondLook] = Fact("second_look_asked")
