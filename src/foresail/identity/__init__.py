"""The same customer across systems: which records are one, and what a reference names."""

from foresail.identity.resolve import Resolution, resolve

__all__ = ["Resolution", "resolve"]
