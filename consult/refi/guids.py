"""GUIDs: upper-case, without braces, whatever another tool wrote in their place."""

from __future__ import annotations

import re
import uuid

_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?\Z")
_OURS = uuid.UUID("5d1c2b6a-7c0f-5b53-9a3e-2f1f0c6c9d11")


def guid_of(*named: object) -> str:
    """Return the GUID of a thing by its names: the same names give the same one."""
    return str(uuid.uuid5(_OURS, "\x1f".join(str(one) for one in named))).upper()


def as_guid(written: str) -> str:
    """Return a GUID as we write it; another name gets one of its own, nothing stays nothing."""
    written = written.strip()
    found = _GUID.match(written)
    if found:
        return found[1].upper()
    return guid_of("foreign", written) if written else ""
