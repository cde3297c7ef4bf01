"""Declared measures, one file a domain; templated SQL beside them in `sql/`."""
