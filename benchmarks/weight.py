"""How heavy a first view is: the page and all it asks for, compressed as it travels."""

from __future__ import annotations

import re
import urllib.request

import brotli

ASSETS = re.compile(rb'(?:href|src)="(/[^"]+\.(?:css|js|svg|woff2))(?:#[^"]*)?"')
FONTS = re.compile(rb"url\(([^)]+\.woff2)\)")


def _fetch(port: int, path: str) -> tuple[bytes, int]:
    """Return a body and the bytes it took on the line; what comes plain counts as brotli would."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br", "Accept-Language": "it"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
        body, packed = answer.read(), answer.headers.get("Content-Encoding") == "br"
    if packed:
        return brotli.decompress(body), len(body)
    if path.endswith(".woff2"):
        return body, len(body)
    return body, len(brotli.compress(body, quality=5))


def first_view_bytes(port: int, path: str) -> int:
    """Return the compressed bytes of a page, its styles, modules, icons and preloaded fonts."""
    page, total = _fetch(port, path)
    for asset in sorted(set(ASSETS.findall(page))):
        total += _fetch(port, asset.decode())[1]
    return total
