"""Local models compiled by numba. Imported where they are run, never on the way to a page."""
