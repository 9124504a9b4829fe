"""The public pages of ideas: the list, one idea, its codes; writing, changing, withdrawing one."""

from consult.ideas.views import changing, codes, pages, writing
from consult.ideas.views.blueprint import bp

__all__ = ["bp", "changing", "codes", "pages", "writing"]
