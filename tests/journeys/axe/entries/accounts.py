"""Pages of accounts: the door, who one is, where one is signed in."""

from tests.journeys.axe.doings import ask_for_a_code, blank_and_send, send, unfold, write_no_code
from tests.journeys.axe.telling import PageState

STATES = [
    PageState("accounts/sign_in_new.html", "asked", "/sign-in"),
    PageState("accounts/sign_in_new.html", "wrong", "/sign-in", do=send()),
    PageState("accounts/sign_in_show.html", "asked", "/sign-in", do=ask_for_a_code),
    PageState("accounts/sign_in_show.html", "wrong", "/sign-in", do=write_no_code),
    PageState("accounts/sign_in_ended.html", "ended", "/sign-in/nothing", status=404),
    PageState("accounts/sign_out_new.html", "asked", "/sign-out", "citizen"),
    PageState("accounts/welcome_new.html", "asked", "/account/welcome", "newcomer"),
    PageState(
        "accounts/welcome_new.html",
        "wrong",
        "/account/welcome",
        "newcomer",
        do=blank_and_send("display_name"),
    ),
    PageState("accounts/account_edit.html", "filled", "/account", "author", do=unfold),
    PageState("accounts/account_edit.html", "curator", "/account", "curator"),
    PageState("accounts/account_edit.html", "empty", "/account", "newcomer"),
    PageState(
        "accounts/account_edit.html",
        "wrong",
        "/account",
        "citizen",
        do=blank_and_send("display_name"),
    ),
    PageState("accounts/sessions_index.html", "two browsers", "/account/sessions", "citizen"),
    PageState("accounts/sessions_index.html", "one browser", "/account/sessions", "newcomer"),
]
