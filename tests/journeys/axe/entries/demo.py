"""Pages of the demonstration: its cast and its letters."""

from tests.journeys.axe.telling import PageState

STATES = [
    PageState("demo/cast_index.html", "visitor", "/demo/cast"),
    PageState("demo/cast_index.html", "one of them", "/demo/cast", "moderator"),
    PageState("demo/cast_index.html", "empty", "/demo/cast", world="bare"),
    PageState("demo/mail_index.html", "filled", "/demo/mail"),
    PageState("demo/mail_index.html", "empty", "/demo/mail", world="bare"),
    PageState("demo/mail_show.html", "open", "/demo/mail/1", "citizen"),
]
