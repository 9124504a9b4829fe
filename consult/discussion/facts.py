"""What the discussion room tells."""

from consult.discussion.models import Comment
from consult.kernel.facts import Fact

comment_written: Fact[Comment] = Fact("comment_written")
comment_hidden: Fact[Comment] = Fact("comment_hidden")
comment_shown: Fact[Comment] = Fact("comment_shown")
comment_withdrawn: Fact[Comment] = Fact("comment_withdrawn")
