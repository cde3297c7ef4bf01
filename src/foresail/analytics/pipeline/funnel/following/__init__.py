"""Deals followed through their stages, and from the first contact to the money."""
