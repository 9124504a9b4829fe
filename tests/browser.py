"""A browser without a screen, which refuses a page that is not valid HTML."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from consult.accounts import Person
from consult.kernel.config import current_config
from consult.kernel.db import db
from tests.makers import a_visit
from tests.markup import Element, faults_of, parsed

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse


FIELDS = "input, select, textarea"
UNSEEN = frozenset({"button", "hidden", "submit"})


class Page:
    """What came back, as a person reads it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location", "")
        self.html = response.get_data(as_text=True)
        if response.mimetype == "text/html" and self.html.strip():
            self._refuse_faults()

    @cached_property
    def soup(self) -> Element:
        return parsed(self.html)

    def text(self, selector: str = "body") -> str:
        """The words of the first match, spaces folded."""
        found = self.soup.select_one(selector)
        assert found is not None, f"nothing matches {selector}"
        return found.words

    def texts(self, selector: str) -> list[str]:
        return [found.words for found in self.soup.select(selector)]

    def value(self, name: str) -> str:
        """What a field holds."""
        field = self.soup.select_one(f'[name="{name}"]')
        assert field is not None, f"no field is called {name}"
        if field.name == "textarea":
            return field.get_text()
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            return str(chosen["value"]) if chosen else ""
        if field.get("type") in {"radio", "checkbox"}:
            chosen = self.soup.select_one(f'[name="{name}"][checked]')
            return str(chosen["value"]) if chosen else ""
        return str(field.get("value", ""))

    def links(self) -> dict[str, str]:
        return {link.words: str(link.get("href")) for link in self.soup.select("a")}

    def has(self, selector: str) -> bool:
        return self.soup.select_one(selector) is not None

    def form_to(self, action: str) -> dict[str, str] | None:
        """What a form of this page would send untouched, hidden fields included."""
        for form in self.soup.select("form[method=post]"):
            if str(form.get("action", "")).split("?")[0] == action.split("?", maxsplit=1)[0]:
                return {
                    str(field["name"]): self._untouched(field)
                    for field in form.select("[name]")
                    if field.get("type") not in {"radio", "checkbox", "submit", "file"}
                    or field.has_attr("checked")
                }
        return None

    @staticmethod
    def _untouched(field: Element) -> str:
        if field.name == "textarea":
            return field.get_text()
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            return str(chosen["value"]) if chosen else ""
        return str(field.get("value", "on" if field.get("type") == "checkbox" else ""))

    def _refuse_faults(self) -> None:
        faults = faults_of(self.html)
        assert not faults, faults[:5]
        ids = Counter(one["id"] for one in self.soup.select("[id]"))
        repeated = [name for name, times in ids.items() if times > 1]
        assert not repeated, f"repeated ids: {repeated}"
        assert len(self.soup.select("h1")) == 1, "a page has one h1"
        _refuse_unlabelled(self.soup)


def _refuse_unlabelled(page: Element) -> None:
    """Every field that a person fills in has a label: around it, for it, or said by it."""
    labels = page.select("label")
    labelled = {label.get("for") for label in labels} - {None}
    for field in page.select(FIELDS):
        if field.get("type") in UNSEEN or field.get("id") in labelled:
            continue
        told = field.get("aria-label") or field.get("aria-labelledby")
        around = any(field in label for label in labels)
        assert told or around, f"a field without a label: {str(field)[:200]}"


class Browser:
    """Opens pages and sends forms, keeping its cookies; what a story wrote is committed before."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page | None = None

    def sign_in(self, person: Person) -> Browser:
        """Sit down at a browser in which this person is signed in."""
        db.begin_write()
        token = a_visit(person)
        name = "__Host-visit" if current_config().secure else "visit"
        self.client.set_cookie(name, token, domain="127.0.0.1", secure=current_config().secure)
        return self

    def get(self, url: str, **kwargs: Any) -> Page:
        """Open a page."""
        return self._open("GET", url, **kwargs)

    def follow(self, url: str) -> Page:
        """Open a page, going on wherever it leads."""
        page = self.get(url)
        while page.status in {301, 302, 303, 307, 308}:
            page = self.get(page.location)
        return page

    def post(self, url: str, _at: str | None = None, **fields: Any) -> Page:
        """Fill in the form that leads to `url` and send it; `_at` is the page it stands on."""
        hidden = self._form(url, _at)
        return self._open("POST", url, data=hidden | fields)

    def fetch(self, url: str, **kwargs: Any) -> TestResponse:
        """Ask for what is not a page: a picture, a file, a piece of a page."""
        db.end_write(keep=True)
        db.forget()
        answer = self.client.get(url, base_url=current_config().base_url, buffered=True, **kwargs)
        db.forget()
        db.begin_write()
        return answer

    def send(self, url: str, **kwargs: Any) -> Page:
        """Send a request as it is, without a form."""
        return self._open("POST", url, **kwargs)

    def _form(self, url: str, at: str | None) -> dict[str, str]:
        if at is None and self.page is not None and self.page.status < 400:
            found = self.page.form_to(url)
            if found is not None:
                return found
        for candidate in [at] if at else [url, f"{url}/new", url.rsplit("/", 1)[0]]:
            page = self._open("GET", candidate)
            if page.status == 200 and page.response.mimetype == "text/html":
                found = page.form_to(url)
                if found is not None:
                    return found
        raise AssertionError(f"no page holds a form that leads to {url}")

    def _open(self, method: str, url: str, **kwargs: Any) -> Page:
        db.end_write(keep=True)
        db.forget()
        headers = {"Accept-Language": "en"} | kwargs.pop("headers", {})
        response = self.client.open(
            url, method=method, base_url=current_config().base_url, headers=headers, **kwargs
        )
        self.page = Page(response)
        db.forget()
        db.begin_write()
        return self.page
