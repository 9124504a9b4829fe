"""People, residence and signing in with an e-mailed code."""

from consult.accounts.models import Person, SignIn, SignInCode, Tie

__all__ = ["Person", "SignIn", "SignInCode", "Tie"]
