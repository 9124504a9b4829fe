"""A consultation platform for places that plan together."""

__version__ = "0.1.0"
