"""The quality rules, one folder a table: what is wrong (`rules.py`) and the query that finds it."""
