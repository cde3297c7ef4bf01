"""Portraits of the segments in words, and tags on every customer."""
