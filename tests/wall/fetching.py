"""Sending a form as our script does: what comes back is a piece of a page, not a page."""

from consult.kernel.config import current_config
from consult.kernel.db import db
from tests.markup import parsed


def fetched(browser, url, data=None):
    """Send a form (or, without data, open an address); return the status and what came back."""
    db.end_write(keep=True)
    db.forget()
    headers = {"X-Requested-With": "fetch", "Accept-Language": "en"}
    answer = browser.client.open(
        url,
        method="GET" if data is None else "POST",
        data=data,
        headers=headers,
        base_url=current_config().base_url,
    )
    db.forget()
    db.begin_write()
    return answer.status_code, parsed(answer.get_data(as_text=True))


def said(soup, selector):
    """The words of each match, spaces folded."""
    return [found.words for found in soup.select(selector)]
