"""What the voting room tells."""

from consult.contributions import Contribution
from consult.kernel.facts import Fact
from consult.voting.models import Question, Statement

support_given: Fact[Contribution] = Fact("support_given")
statement_proposed: Fact[Statement] = Fact("statement_proposed")
statement_published: Fact[Statement] = Fact("statement_published")
statement_hidden: Fact[Statement] = Fact("statement_hidden")
question_opened: Fact[Question] = Fact("question_opened")
question_closed: Fact[Question] = Fact("question_closed")
