"""Saved segments of a workspace: kept, named in filters, told anew from the data of each generation."""

from foresail.runtime.segments.book import Draft, Pinned, Segments

__all__ = ["Draft", "Pinned", "Segments"]
