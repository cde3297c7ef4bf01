"""The same customer across systems: which records are one, and what a reference names."""

from foresail.identity.join.groups import Decision
from foresail.identity.join.review import write_review
from foresail.identity.match import Matches, match
from foresail.identity.resolve import Resolution, resolve

__all__ = ["Decision", "Matches", "Resolution", "match", "resolve", "write_review"]
