"""People, residence and signing in with an e-mailed code."""

from consult.accounts.addresses import LONGEST_ADDRESS, valid_address
from consult.accounts.commands import (
    Browser,
    Profile,
    create_admin,
    end_sign_ins,
    introduce,
    meet,
    reinstate,
    sign_in,
    suspend,
)
from consult.accounts.models import Person, SignIn, SignInCode, Tie
from consult.accounts.paths import local_path
from consult.accounts.policy import is_known, old_enough
from consult.accounts.presence import browser_at_the_door, current_person, signed_in_person
from consult.accounts.queries import home_of, person_by_email
from consult.accounts.slots import OwnThing, Waiting, my_voice, what_waits

__all__ = [
    "LONGEST_ADDRESS",
    "Browser",
    "OwnThing",
    "Person",
    "Profile",
    "SignIn",
    "SignInCode",
    "Tie",
    "Waiting",
    "browser_at_the_door",
    "create_admin",
    "current_person",
    "end_sign_ins",
    "home_of",
    "introduce",
    "is_known",
    "local_path",
    "meet",
    "my_voice",
    "old_enough",
    "person_by_email",
    "reinstate",
    "sign_in",
    "signed_in_person",
    "suspend",
    "valid_address",
    "what_waits",
]
