"""Which records are one: fields and their levels, blocking, Splink, clusters, reasons in plain words."""

from foresail.identity.match.api import Matches, match

__all__ = ["Matches", "match"]
