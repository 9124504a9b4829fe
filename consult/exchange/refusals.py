"""Refusing one row: the rest of its file goes on."""

from consult.kernel.errors import RefusedError


class RowRefusedError(RefusedError):
    """A row cannot be taken in, for a reason that whoever made the file can mend."""
