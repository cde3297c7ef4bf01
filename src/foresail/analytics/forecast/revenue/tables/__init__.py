"""The outlook as rows."""
