"""A browser without a screen, which refuses a page that is not valid HTML."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

import html5lib
from bs4 import BeautifulSoup

from consult.accounts import Person
from consult.kernel.config import current_config
from consult.kernel.db import db
from tests.makers import a_visit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from flask import Flask
    from werkzeug.test import TestResponse


SHAPES_WITHOUT_FAULT: set[str] = set()
FIELDS = frozenset({"input", "select", "textarea"})
UNSEEN = frozenset({"button", "hidden", "submit"})
WORDS = re.compile(r">[^<&\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+<")
VALUES = re.compile(r'(?<!\sid)(?<!\sfor)(?<!\stype)="[^"&]+"')


def shape_of(html: str) -> str:
    """A page without what cannot make it faulty: plain words, and most of its attributes' values.

    What a parser may complain of stays: tags, attributes, ampersands, odd characters; and what
    ties labels to fields.
    """
    return VALUES.sub('="x"', WORDS.sub("><", html))


class Page:
    """What came back, as a person reads it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location", "")
        self.html = response.get_data(as_text=True)
        if response.mimetype == "text/html" and self.html.strip():
            shape = shape_of(self.html)
            if shape not in SHAPES_WITHOUT_FAULT:
                self._refuse_faults()
                SHAPES_WITHOUT_FAULT.add(shape)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html.replace("\r\n", "\n"), "html.parser")  # as browsers read

    def text(self, selector: str = "body") -> str:
        """The words of the first match, spaces folded."""
        found = self.soup.select_one(selector)
        assert found is not None, f"nothing matches {selector}"
        return " ".join(found.get_text(" ").split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.get_text(" ").split()) for found in self.soup.select(selector)]

    def value(self, name: str) -> str:
        """What a field holds."""
        field = self.soup.select_one(f'[name="{name}"]')
        assert field is not None, f"no field is called {name}"
        if field.name == "textarea":
            return field.get_text().removeprefix("\n")
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            return str(chosen["value"]) if chosen else ""
        if field.get("type") in {"radio", "checkbox"}:
            chosen = self.soup.select_one(f'[name="{name}"][checked]')
            return str(chosen["value"]) if chosen else ""
        return str(field.get("value", ""))

    def links(self) -> dict[str, str]:
        return {
            " ".join(a.get_text(" ").split()): str(a.get("href")) for a in self.soup.select("a")
        }

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
    def _untouched(field: Any) -> str:
        if field.name == "textarea":
            return str(field.get_text()).removeprefix("\n")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            return str(chosen["value"]) if chosen else ""
        return str(field.get("value", "on" if field.get("type") == "checkbox" else ""))

    def _refuse_faults(self) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tags = [tag for tag in parser.parse(self.html).iter() if isinstance(tag.tag, str)]
        faults = [f"{kind} {details} at {place}" for place, kind, details in parser.errors]
        assert not faults, faults[:5]
        ids = Counter(tag.get("id") for tag in tags if "id" in tag.keys())  # noqa: SIM118 -- its children
        repeated = [name for name, times in ids.items() if times > 1]
        assert not repeated, f"repeated ids: {repeated}"
        assert len([tag for tag in tags if tag.tag == "h1"]) == 1, "a page has one h1"
        _refuse_unlabelled(tags)


def _refuse_unlabelled(tags: list[Element]) -> None:
    """Every field that a person fills in has a label: around it, for it, or said by it."""
    labels = [tag for tag in tags if tag.tag == "label"]
    labelled = {label.get("for") for label in labels} - {None}
    within = {id(tag) for label in labels for tag in label.iter()}
    for field in tags:
        if field.tag not in FIELDS or field.get("type") in UNSEEN:
            continue
        named = field.get("id") in labelled or id(field) in within
        told = field.get("aria-label") or field.get("aria-labelledby")
        assert named or told, f"a field without a label: {tostring(field, 'unicode')[:200]}"


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
