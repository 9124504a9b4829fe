"""Pages of people: the door, and what each says of themselves."""

from consult.accounts.views import account, sign_in, sign_ins
from consult.accounts.views.blueprint import bp

__all__ = ["account", "bp", "sign_in", "sign_ins"]
