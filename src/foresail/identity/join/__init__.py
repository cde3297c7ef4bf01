"""Matching inside a build: the records of all systems, who is one with whom, and what people have to look at."""
