"""Analyses: one folder a capability, found by looking into the folders."""
