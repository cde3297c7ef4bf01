"""Grouping of customers: rank scores, cuts, clusters."""
