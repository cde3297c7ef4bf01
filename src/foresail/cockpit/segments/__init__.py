"""Segments of customers: the fields they are told by, who is in one, and how several compare."""
